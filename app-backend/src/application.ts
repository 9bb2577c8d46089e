import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { answerConnectionErrors, answerUnusualRequests } from './errors/connection-errors.js';
import { sendProblem, toProblem } from './errors/problem-response.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { Draining } from './health/draining.js';
import { createLog, NestLogger } from './logging/logger.js';
import { logRequests } from './logging/request-log.js';
import { serveOpenApiDocument } from './openapi/serve-openapi-document.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { parseJsonBodies } from './validation/json-body.js';
import { useReadableMessages } from './validation/messages.js';
import { SchemaValidationPipe } from './validation/schema-validation.pipe.js';

const MAX_BODY_BYTES = 64 * 1024;
/** A slower request would hold its connection for nothing. */
const MAX_REQUEST_MS = 20_000;
const CONNECTION_CHECK_MS = 5_000;

/** Creates the whole API, ready to listen. */
export async function createApplication(configuration: ApiConfiguration): Promise<NestFastifyApplication> {
  useReadableMessages();
  const log = createLog(configuration.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: MAX_REQUEST_MS,
    http: { headersTimeout: MAX_REQUEST_MS, connectionsCheckingInterval: CONNECTION_CHECK_MS, requireHostHeader: false },
    clientErrorHandler: answerConnectionErrors(log),
    forceCloseConnections: 'idle',
    // Requests that are under way when the API stops are answered.
    return503OnClosing: false,
    trustProxy: (_address, hop) => hop < configuration.TRUSTED_PROXIES,
    // A URL that the router can't parse reaches neither hooks nor filters.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(toProblem(error), request, reply.headers(SECURITY_HEADERS)),
    genReqId: () => randomUUID(),
  });
  logRequests(adapter.getInstance(), log);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(configuration), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
  answerUnusualRequests(adapter.getInstance());
  parseJsonBodies(adapter.getInstance());
  const draining = app.get(Draining);
  adapter.getInstance().addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers(SECURITY_HEADERS);
    // Kept-alive connections would delay the shutdown.
    if (draining.hasBegun) void reply.header('connection', 'close');
    done();
  });
  app.useGlobalPipes(new SchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  serveOpenApiDocument(app);
  return app;
}
