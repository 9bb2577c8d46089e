import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnreachable } from '../database/database-unreachable.js';
import { isInterruption, isAccountDeleted } from '../database/violations.js';
import { accountDeleted } from '../people/account-deleted.js';
import type { ProblemBody } from './problem.schema.js';
import { Problem, type ProblemCode } from './problems.js';

const RETRY_SECONDS = 5;

/** Maps any error to a problem of the catalogue. */
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
  if (isAccountDeleted(error)) return accountDeleted();
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status >= 500) return new Problem('unexpected', 'The error was logged. Try again in a moment.');
  const [code, advice] = BY_STATUS[status] ?? BY_STATUS[400]!;
  return new Problem(code, `${(error as Error).message.replace(/\.$/, '')}. ${advice}`);
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(problem.status).header('content-type', 'application/problem+json');
  if (problem.retryAfter) void reply.header('retry-after', problem.retryAfter);
  void reply.send(problemBody(problem, requestUrn(request)));
}

export const problemBody = ({ code, title, status, detail, errors }: Problem, instance: string): ProblemBody => ({
  type: `urn:expenses:problem:${code}`,
  title,
  status,
  detail,
  instance,
  ...(errors && { errors }),
});

/** The id under which the log lists the request. */
export const requestUrn = ({ id }: FastifyRequest): string => `urn:uuid:${id}`;

/** Errors that Fastify and Nest raise before a route is called. */
const BY_STATUS: Record<number, [ProblemCode, advice: string]> = {
  400: ['malformed', 'See /openapi.json for what to send.'],
  404: ['no-such-route', 'See /openapi.json for all routes.'],
  413: ['too-large', 'Send a smaller body.'],
  415: ['not-json', 'Send the body as application/json.'],
};

/** Reads the status that Fastify's own errors carry, such as 413 for a large body. */
const statusOf = (error: unknown): number => (error as { statusCode?: number } | null)?.statusCode ?? 500;
