import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnreachable } from '../database/database-unreachable.js';
import { isInterruption, isOfPersonGone } from '../database/violations.js';
import { personGone } from '../people/person-gone.js';
import type { ProblemBody } from './problem.schema.js';
import { Problem, type ProblemCode } from './problems.js';

const RETRY_SECONDS = 5;

/** The problem of the catalogue that something thrown is. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnreachable)
    return new Problem('unavailable', 'Nothing was changed. Try again in a moment.', undefined, RETRY_SECONDS);
  if (isInterruption(error))
    return new Problem(
      'unavailable',
      'The outcome is unknown. Send the request again with the same Idempotency-Key; it is executed only once.',
      undefined,
      RETRY_SECONDS,
    );
  if (isOfPersonGone(error)) return personGone();
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status >= 500) return new Problem('unexpected', 'The error was logged. Try again in a moment.');
  const [code, advice] = OF_STATUS[status] ?? OF_STATUS[400]!;
  return new Problem(code, `${(error as Error).message.replace(/\.$/, '')}. ${advice}`);
}

export function answer({ code, title, status, detail, errors, retryAfter }: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(status).header('content-type', 'application/problem+json');
  if (retryAfter) void reply.header('retry-after', retryAfter);
  void reply.send({
    type: `urn:expenses:problem:${code}`,
    title,
    status,
    detail,
    instance: instanceOf(request),
    ...(errors && { errors }),
  } satisfies ProblemBody);
}

/** The request, as the log knows it. */
export const instanceOf = ({ id }: FastifyRequest): string => `urn:uuid:${id}`;

/** What Fastify and Nest find fault with before a route is asked. */
const OF_STATUS: Record<number, [ProblemCode, advice: string]> = {
  400: ['malformed', 'See /openapi.json for what to send.'],
  404: ['no-such-route', 'See /openapi.json for all routes.'],
  413: ['too-large', 'Send a smaller body.'],
  415: ['not-json', 'Send the body as application/json.'],
};

/** Fastify's own errors (a body too large, no JSON) carry the status they stand for. */
const statusOf = (error: unknown): number => (error as { statusCode?: number } | null)?.statusCode ?? 500;
