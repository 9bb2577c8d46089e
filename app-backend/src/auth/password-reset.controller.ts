import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Origin, RequestOrigin } from './origin.decorator.js';
import { type PasswordReset, passwordReset, type PasswordResetRequest, passwordResetRequest } from './password-reset.schema.js';
import { PasswordResetService } from './password-reset.service.js';
import { Public } from './public.decorator.js';

@Public()
@ApiTags('auth')
@Controller('v1/auth')
export class PasswordResetController {
  constructor(private readonly resets: PasswordResetService) {}

  @Post('forgot-password')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Send a link to set a new password',
    description: 'The answer is the same whether or not an account has the address. Attempts are limited, by client and by address.',
  })
  @ApiNoContentResponse()
  request(@Body({ schema: passwordResetRequest }) body: PasswordResetRequest, @RequestOrigin() origin: Origin): Promise<void> {
    return this.resets.request(body.email, origin);
  }

  @Post('reset-password')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Set a new password with the token of a link, end all sessions and, if you wish, revoke all API tokens' })
  @ApiNoContentResponse()
  complete(@Body({ schema: passwordReset }) body: PasswordReset, @RequestOrigin() origin: Origin): Promise<void> {
    return this.resets.complete(body, origin);
  }
}
