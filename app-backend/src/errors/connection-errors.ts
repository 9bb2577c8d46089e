import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { SECURITY_HEADERS } from '../security-headers.js';
import { problemBody } from './problem-response.js';
import { Problem } from './problems.js';

/** Closing at once could discard the answer, if the client is still sending. */
const LINGER_MS = 1000;

interface ConnectionError extends Error {
  code?: string;
  /** What the HTTP parser found. */
  reason?: string;
}

/** Answers what Node.js gives up before it is a request, such as malformed HTTP. It reaches neither hooks nor filters. */
export const answerConnectionErrors = (log: Logger) => (error: ConnectionError, socket: Socket) => {
  if (error.code === 'ECONNRESET') return void socket.destroy();
  // Already answered; what else arrives is not valid either.
  if (!socket.writable) return;
  const problem = toProblem(error);
  const id = randomUUID();
  log.info(
    { req: { id, remoteAddress: socket.remoteAddress }, res: { statusCode: problem.status }, code: error.code },
    'connection refused',
  );
  socket.end(rawAnswer(problem, `urn:uuid:${id}`));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
};

/** Makes requests of what Node.js would answer itself, without a body: it lacks a Host header or expects something unknown. */
export function answerUnusualRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    const lacksHost = raw.headers.host === undefined && raw.httpVersion === '1.1';
    done(lacksHost ? new Problem('malformed', 'The Host header is missing. Send it, as HTTP/1.1 requires.') : undefined);
  });
  const { server } = fastify;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => server.emit('request', request, response));
}

function toProblem({ code, reason, message }: ConnectionError): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('too-slow', 'The request did not arrive within 20 seconds. Try again.');
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers-too-large', 'The URL and the headers are larger than 16 KB. Send fewer or shorter ones.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem('too-large', 'The chunk extensions are larger than 16 KB. Leave them out.');
    default:
      return new Problem('malformed', `This is not valid HTTP/1.1: ${reason ?? message}.`);
  }
}

function rawAnswer(problem: Problem, instance: string): string {
  const body = JSON.stringify(problemBody(problem, instance));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    date: new Date().toUTCString(),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n');
}
