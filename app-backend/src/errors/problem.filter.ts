import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnreachable } from '../database/database-unreachable.js';
import type { ProblemBody } from './problem.schema.js';
import { Problem } from './problems.js';

/** Turns whatever was thrown into problem+json. What nobody meant to throw is logged, and told to nobody. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const instance = `urn:uuid:${http.getRequest<FastifyRequest>().id}`;
    const body = describe(error);
    if (body.status >= 500) this.log.error({ err: error, instance }, 'request failed');
    void http
      .getResponse<FastifyReply>()
      .status(body.status)
      .header('content-type', 'application/problem+json')
      .send({ ...body, instance } satisfies ProblemBody);
  }
}

function describe(error: unknown): Omit<ProblemBody, 'instance'> {
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (!(error instanceof Problem) && status < 500) return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: (error as Error).message };
  const { code, title, status: known, detail, errors } = toProblem(error);
  return { type: `urn:expenses:problem:${code}`, title, status: known, detail, ...(errors && { errors }) };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnreachable) return new Problem('unavailable', 'Nothing was changed; try again in a moment.');
  return new Problem('unexpected', 'It has been logged; try again in a moment.');
}

/** Fastify's own errors (a body too large, no JSON) carry the status they stand for. */
const statusOf = (error: unknown): number => (error as { statusCode?: number } | null)?.statusCode ?? 500;
