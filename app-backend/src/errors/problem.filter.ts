import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeRequest } from '../logging/request-log.js';
import { requestUrn, sendProblem, toProblem } from './problem-response.js';

/** Answers every error as problem+json. Unexpected errors are logged, and their details not exposed. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = toProblem(error);
    if (problem.status >= 500)
      this.log.error({ req: describeRequest(request), err: error, instance: requestUrn(request) }, 'request failed');
    sendProblem(problem, request, http.getResponse<FastifyReply>());
  }
}
