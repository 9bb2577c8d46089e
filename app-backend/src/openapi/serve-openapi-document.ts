import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Serves GET /openapi.json. */
export function serveOpenApiDocument(app: NestFastifyApplication): void {
  app.getHttpAdapter().get('/openapi.json', async (_request: FastifyRequest, reply: FastifyReply) => {
    // Loaded at the first request: few processes ever get one.
    const { default: document } = await import('./openapi.json', { with: { type: 'json' } });
    return reply.send(document);
  });
}
