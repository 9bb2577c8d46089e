import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problems.js';
import { AccessTokens } from './access-tokens.js';
import { IS_PUBLIC } from './public.decorator.js';

@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = request.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
    const personId = token && (await this.tokens.verify(token));
    if (!personId) throw new Problem('not-signed-in', 'Send "Authorization: Bearer <access token>"; log in or refresh to get one.');
    request.personId = personId;
    return true;
  }
}
