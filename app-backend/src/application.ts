import { randomUUID } from 'node:crypto';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { Draining } from './health/draining.js';
import { serveOpenApiDocument } from './openapi/openapi-document.js';
import { invalidRequest } from './validation/invalid-request.js';
import { useReadableMessages } from './validation/messages.js';

const MAX_BODY_BYTES = 64 * 1024;

/** The whole API, ready to listen. */
export async function createApplication(configuration: ApiConfiguration): Promise<NestFastifyApplication> {
  useReadableMessages();
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    trustProxy: (_address, hop) => hop < configuration.TRUSTED_PROXIES,
    genReqId: () => randomUUID(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(configuration), adapter, { bufferLogs: true, abortOnError: false });
  adapter.getInstance().addHook('onSend', async (_request, reply) => {
    // Answers are one person's, and some are tokens: nobody on the way keeps them.
    void reply.header('cache-control', 'no-store');
    // A connection that is kept open for more would hold up the end of a process that is told to stop.
    if (app.get(Draining).isUnderWay) void reply.header('connection', 'close');
  });
  app.useLogger(app.get(Logger));
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }));
  app.useGlobalFilters(new ProblemFilter());
  serveOpenApiDocument(app);
  return app;
}
