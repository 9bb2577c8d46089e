import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Logs each request when it is answered or aborted. A hook costs less than a middleware of NestJS, such as pino-http. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    // Health checks arrive every few seconds and would flood the log.
    if (request.url.startsWith('/health/')) return done();
    const req = describeRequest(request);
    reply.raw.once('close', () => {
      const statusCode = reply.raw.headersSent ? reply.statusCode : null;
      log.info({ req, res: { statusCode }, responseTime: Math.round(reply.elapsedTime) }, outcome(reply));
    });
    done();
  });
}

function outcome({ raw, statusCode }: FastifyReply): string {
  if (!raw.writableFinished) return 'request aborted';
  return statusCode < 500 ? 'request completed' : 'request errored';
}

/**
 * Log only known headers: others may hold a secret, such as the one CloudFront sends to the load balancer.
 * Log no query string: people search for shops and amounts.
 */
export const describeRequest = ({ id, method, url, socket, headers }: FastifyRequest): object => ({
  id,
  method,
  url: url.split('?', 1)[0],
  remoteAddress: socket.remoteAddress,
  userAgent: headers['user-agent'],
});
