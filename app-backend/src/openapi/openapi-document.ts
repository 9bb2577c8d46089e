import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problem } from '../errors/problem.schema.js';
import { API_VERSION } from '../version/version.js';

/** Answers GET /openapi.json with the document that the controllers and schemas describe. */
export function serveOpenApiDocument(app: NestFastifyApplication): void {
  // Made at the first request: few processes are ever asked.
  let document: OpenAPIObject | undefined;
  app.getHttpAdapter().get('/openapi.json', (_request: FastifyRequest, reply: FastifyReply) => {
    document ??= createDocument(app);
    void reply.send(document);
  });
}

function createDocument(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Expenses API')
    .setDescription("Record what you spend. Amounts are whole numbers of a currency's minor unit: 12.50 EUR is 1250.")
    .setVersion(API_VERSION)
    .addBearerAuth()
    .addGlobalResponse({ status: 'default', description: 'What is wrong', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })
    .build();
  const document = SwaggerModule.createDocument(app, description, { operationIdFactory });
  const { definitions } = z.toJSONSchema(problem, { target: 'openapi-3.0' });
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...(definitions as object) } } };
}

/** The names that generated clients give their functions: expensesCreate, authLogin. */
const operationIdFactory = (controller: string, method: string): string => {
  const subject = controller.replace(/Controller$/, '');
  return subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
};
