import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Credentials,
  credentials,
  type RefreshRequest,
  type Registration,
  refreshRequest,
  registration,
  type Session,
  session,
} from './auth.schema.js';
import { AuthService } from './auth.service.js';
import { CLIENT_HEADER, DEVICE_HEADER, type Origin, RequestOrigin } from './origin.decorator.js';
import { Public } from './public.decorator.js';

@Public()
@ApiTags('auth')
@Controller('v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @ApiOperation({ summary: 'Register and log in' })
  @ApiCreatedResponse({ standardSchema: session })
  register(@Body({ schema: registration }) body: Registration, @RequestOrigin() origin: Origin): Promise<Session> {
    return this.auth.register(body, origin);
  }

  @Post('login')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Log in',
    description:
      `Attempts are limited. With the deviceToken of an earlier login on this device in the header ${DEVICE_HEADER}, those of others ` +
      `don't count. A site that calls for its users names the address of each in ${CLIENT_HEADER}.`,
  })
  @ApiOkResponse({ standardSchema: session })
  login(@Body({ schema: credentials }) body: Credentials, @RequestOrigin() origin: Origin): Promise<Session> {
    return this.auth.login(body, origin);
  }

  @Post('refresh')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Exchange a refresh token for a new one. Reuse ends all sessions, except a retry within a minute whose first answer was lost',
  })
  @ApiOkResponse({ standardSchema: session })
  refresh(@Body({ schema: refreshRequest }) body: RefreshRequest, @RequestOrigin() origin: Origin): Promise<Session> {
    return this.auth.refresh(body.refreshToken, origin);
  }

  @Post('logout')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Log out: end the session of a refresh token' })
  @ApiNoContentResponse()
  logout(@Body({ schema: refreshRequest }) body: RefreshRequest, @RequestOrigin() origin: Origin): Promise<void> {
    return this.auth.logout(body.refreshToken, origin);
  }
}
