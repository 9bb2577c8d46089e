import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IgnoresIdempotencyKey } from '../writes/idempotency.interceptor.js';
import { type EmailChange, emailChange, type EmailConfirmation, emailConfirmation } from './email-change.schema.js';
import { EmailChangeService } from './email-change.service.js';
import { NeedsOpenSession } from './open-session.decorator.js';
import { type Origin, RequestOrigin } from './origin.decorator.js';
import { PersonId } from './person-id.decorator.js';
import { Public } from './public.decorator.js';

@Controller('v1')
export class EmailChangeController {
  constructor(private readonly changes: EmailChangeService) {}

  @Post('me/email')
  @ApiBearerAuth()
  @ApiTags('people')
  @NeedsOpenSession()
  @IgnoresIdempotencyKey()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Ask for another email address',
    description:
      'Sends a link to the new address, which confirms the change, and a notice to the present one. ' +
      'The answer is the same whether or not another account has the new address.',
  })
  @ApiNoContentResponse()
  request(@PersonId() personId: string, @Body({ schema: emailChange }) body: EmailChange): Promise<void> {
    return this.changes.request(personId, body);
  }

  @Post('auth/confirm-email')
  @Public()
  @ApiTags('auth')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Change an email address with the token of the link that was sent to the new one' })
  @ApiNoContentResponse()
  confirm(@Body({ schema: emailConfirmation }) body: EmailConfirmation, @RequestOrigin() origin: Origin): Promise<void> {
    return this.changes.confirm(body.token, origin);
  }
}
