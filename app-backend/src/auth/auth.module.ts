import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PeopleModule } from '../people/people.module.js';
import { AccessTokenGuard } from './access-token.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';

@Module({
  imports: [PeopleModule],
  controllers: [AuthController],
  providers: [AuthService, Passwords, SessionsRepository, AccessTokens, { provide: APP_GUARD, useClass: AccessTokenGuard }],
})
export class AuthModule {}
