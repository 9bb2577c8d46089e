import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_VERSION } from '../version/version.js';

/** Answers GET /openapi.json with the document that the controllers and schemas describe. */
export function serveOpenApiDocument(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Expenses API')
    .setDescription('Record what you spend. Amounts are whole numbers of a currency\'s minor unit: 12.50 EUR is 1250.')
    .setVersion(API_VERSION)
    .addBearerAuth()
    .build();
  // Made at the first request: few processes are ever asked.
  let document: ReturnType<typeof SwaggerModule.createDocument> | undefined;
  app.getHttpAdapter().get('/openapi.json', (_request: FastifyRequest, reply: FastifyReply) => {
    document ??= SwaggerModule.createDocument(app, description);
    void reply.send(document);
  });
}
