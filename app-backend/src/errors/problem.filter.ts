import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problems.js';

/** Turns whatever was thrown into problem+json. What nobody meant to throw is logged, and told to nobody. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = describe(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    void http
      .getResponse<FastifyReply>()
      .status(problem.status)
      .header('content-type', 'application/problem+json')
      .send({ ...problem, instance: request.id });
  }
}

function describe(error: unknown) {
  if (error instanceof Problem) {
    const { code, title, status, detail, errors } = error;
    return { type: `urn:expenses:problem:${code}`, title, status, detail, ...(errors && { errors }) };
  }
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  return status < 500
    ? { type: 'about:blank', title: 'The request cannot be answered', status, detail: (error as Error).message }
    : { type: 'about:blank', title: 'Something went wrong on our side', status, detail: 'It has been logged; try again in a moment.' };
}

/** Fastify's own errors (a body too large, no JSON) carry the status they stand for. */
const statusOf = (error: unknown): number => (error as { statusCode?: number } | null)?.statusCode ?? 500;
