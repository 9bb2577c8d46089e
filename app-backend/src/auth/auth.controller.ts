import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Credentials, credentials, type RefreshRequest, type Registration, refreshRequest, registration, type Session, session } from './auth.schema.js';
import { AuthService } from './auth.service.js';
import { Public } from './public.decorator.js';

@Public()
@ApiTags('auth')
@Controller('v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @ApiCreatedResponse({ standardSchema: session })
  register(@Body({ schema: registration }) body: Registration): Promise<Session> {
    return this.auth.register(body);
  }

  @Post('login')
  @HttpCode(HttpStatus.OK)
  @ApiOkResponse({ standardSchema: session })
  login(@Body({ schema: credentials }) body: Credentials): Promise<Session> {
    return this.auth.login(body);
  }

  @Post('refresh')
  @HttpCode(HttpStatus.OK)
  @ApiOkResponse({ standardSchema: session })
  refresh(@Body({ schema: refreshRequest }) body: RefreshRequest): Promise<Session> {
    return this.auth.refresh(body.refreshToken);
  }

  @Post('logout')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiNoContentResponse()
  logout(@Body({ schema: refreshRequest }) body: RefreshRequest): Promise<void> {
    return this.auth.logout(body.refreshToken);
  }
}
