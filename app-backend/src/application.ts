import { randomUUID } from 'node:crypto';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { invalidRequest } from './errors/problems.js';
import { serveOpenApiDocument } from './openapi/openapi-document.js';

const MAX_BODY_BYTES = 64 * 1024;

/** The whole API, ready to listen. */
export async function createApplication(configuration: ApiConfiguration): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(configuration), adapter, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }));
  app.useGlobalFilters(new ProblemFilter());
  serveOpenApiDocument(app);
  return app;
}
