import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '../validation/id.js';
import { IgnoresIdempotencyKey } from '../writes/idempotency.interceptor.js';
import {
  type Deletion,
  deletion,
  type OpenSessionList,
  openSessionList,
  type PasswordChange,
  passwordChange,
} from './own-account.schema.js';
import { OwnAccountService } from './own-account.service.js';
import { NeedsOpenSession } from './open-session.decorator.js';
import { PersonId, SessionId } from './person-id.decorator.js';

@ApiBearerAuth()
@ApiTags('people')
@NeedsOpenSession()
@Controller('v1/me')
export class OwnAccountController {
  constructor(private readonly account: OwnAccountService) {}

  @Post('password')
  @IgnoresIdempotencyKey()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Change your password, end all other sessions and, if you wish, revoke all API tokens' })
  @ApiNoContentResponse()
  changePassword(
    @PersonId() personId: string,
    @SessionId() sessionId: string | undefined,
    @Body({ schema: passwordChange }) body: PasswordChange,
  ): Promise<void> {
    return this.account.changePassword(personId, sessionId, body);
  }

  @Get('sessions')
  @ApiOperation({ summary: 'List your open sessions' })
  @ApiOkResponse({ standardSchema: openSessionList })
  sessions(@PersonId() personId: string, @SessionId() sessionId: string | undefined): Promise<OpenSessionList> {
    return this.account.openSessions(personId, sessionId);
  }

  @Delete('sessions')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'End all other sessions; their access tokens can read and write entries for up to 15 minutes more' })
  @ApiNoContentResponse()
  endOtherSessions(@PersonId() personId: string, @SessionId() sessionId: string | undefined): Promise<void> {
    return this.account.endOtherSessions(personId, sessionId);
  }

  @Delete('sessions/:id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'End a session' })
  @ApiNoContentResponse()
  endSession(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.account.endSession(personId, id);
  }

  @Post('delete')
  @IgnoresIdempotencyKey()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete your account and all its data permanently' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Body({ schema: deletion }) body: Deletion): Promise<void> {
    return this.account.delete(personId, body.password);
  }
}
