import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { IGNORES_IDEMPOTENCY_KEY_EXTENSION } from '../writes/idempotency.interceptor.js';
import { problem } from '../errors/problem.schema.js';
import { API_VERSION } from '../version/version.js';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Describes the API, from its controllers and schemas. Only the test that writes openapi.json calls it: the bundle lacks Swagger. */
export function createOpenApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Expenses API')
    .setDescription("Record what you spend. Amounts are whole numbers of a currency's minor unit: 12.50 EUR is 1250.")
    .setVersion(API_VERSION)
    .addBearerAuth()
    .addGlobalResponse({
      status: 'default',
      description: 'Problem details (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .build();
  const document = SwaggerModule.createDocument(app, description, { operationIdFactory });
  for (const { post, patch, delete: remove } of Object.values(document.paths))
    for (const write of [post, patch, remove]) if (write) describeIdempotencyKey(write);
  const { definitions } = z.toJSONSchema(problem, { target: 'openapi-3.0' });
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...(definitions as object) } } };
}

/** Adds the Idempotency-Key header to writes that honour it. */
function describeIdempotencyKey(write: OperationObject): void {
  if (write.security === undefined || IGNORES_IDEMPOTENCY_KEY_EXTENSION in write) return;
  const schema = { type: 'string', maxLength: 255, example: '6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11' } as const;
  write.parameters = [
    ...(write.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'Makes the write safe to repeat: within 24 hours, a repeat returns the first answer and changes nothing',
      schema,
    },
  ];
}

/** Names operations for generated clients: expensesCreate, authLogin. */
const operationIdFactory = (controller: string, method: string): string => {
  const subject = controller.replace(/Controller$/, '');
  return subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
};
