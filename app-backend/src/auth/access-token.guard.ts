import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ApiTokens } from '../api-tokens/api-tokens.js';
import { ALLOWS_API_TOKENS, type Scope, requiredScope } from '../api-tokens/scopes.js';
import { Problem } from '../errors/problems.js';
import { AccessTokens } from './access-tokens.js';
import type { Caller } from './caller.js';
import { NEEDS_OPEN_SESSION } from './open-session.decorator.js';
import { IS_PUBLIC } from './public.decorator.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly apiTokens: ApiTokens,
    private readonly sessions: SessionsRepository,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.hasMetadata(context, IS_PUBLIC)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = request.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
    const caller = token && (await (ApiTokens.isApiToken(token) ? this.apiTokens : this.accessTokens).verify(token));
    if (!caller) throw new Problem('not-signed-in', 'Send "Authorization: Bearer <access token>". Log in or refresh to get one.');
    if (caller.scopes) this.checkScopes(context, caller.scopes, requiredScope(request.method));
    else if (this.hasMetadata(context, NEEDS_OPEN_SESSION)) await this.checkSession(caller);
    request.personId = caller.personId;
    request.sessionId = caller.sessionId;
    return true;
  }

  private async checkSession({ personId, sessionId }: Caller): Promise<void> {
    if (!(await this.sessions.isOpen(personId, sessionId))) throw new Problem('session-ended', 'The session has ended. Log in again.');
  }

  private checkScopes(context: ExecutionContext, scopes: readonly Scope[], needed: Scope): void {
    if (!this.hasMetadata(context, ALLOWS_API_TOKENS))
      throw new Problem('not-for-api-tokens', 'API tokens cannot manage your account. Log in instead.');
    if (!scopes.includes(needed))
      throw new Problem('not-for-api-tokens', `This needs a token with the scope "${needed}"; this one has "${scopes.join('", "')}".`);
  }

  private hasMetadata(context: ExecutionContext, key: string): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) ?? false;
  }
}
