import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApiTokensModule } from '../api-tokens/api-tokens.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MailModule } from '../mail/mail.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AccessTokenGuard } from './access-token.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { EmailChangeController } from './email-change.controller.js';
import { EmailChangeService } from './email-change.service.js';
import { KnownDevices } from './known-devices.js';
import { MailTokensRepository } from './mail-tokens.repository.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { PasswordConfirmation } from './password-confirmation.js';
import { PasswordReplacement } from './password-replacement.js';
import { PasswordResetController } from './password-reset.controller.js';
import { PasswordResetService } from './password-reset.service.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';

@Module({
  imports: [PeopleModule, ApiTokensModule, LimitsModule, MailModule],
  controllers: [AuthController, OwnAccountController, PasswordResetController, EmailChangeController],
  providers: [
    AuthService,
    OwnAccountService,
    PasswordResetService,
    EmailChangeService,
    PasswordConfirmation,
    PasswordReplacement,
    Passwords,
    SessionsRepository,
    MailTokensRepository,
    AccessTokens,
    KnownDevices,
    { provide: APP_GUARD, useClass: AccessTokenGuard },
  ],
})
export class AuthModule {}
