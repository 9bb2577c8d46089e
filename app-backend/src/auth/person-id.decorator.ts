import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access token guard. */
    personId?: string;
    sessionId?: string | undefined;
  }
}

/** Who asks, as the token says. */
export const PersonId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().personId,
);

/** The login that the access token comes from. */
export const SessionId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().sessionId,
);
