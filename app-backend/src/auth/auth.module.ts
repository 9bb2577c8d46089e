import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApiTokensModule } from '../api-tokens/api-tokens.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AccessTokenGuard } from './access-token.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { KnownDevices } from './known-devices.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';

@Module({
  imports: [PeopleModule, ApiTokensModule, LimitsModule],
  controllers: [AuthController, OwnAccountController],
  providers: [
    AuthService,
    OwnAccountService,
    Passwords,
    SessionsRepository,
    AccessTokens,
    KnownDevices,
    { provide: APP_GUARD, useClass: AccessTokenGuard },
  ],
})
export class AuthModule {}
