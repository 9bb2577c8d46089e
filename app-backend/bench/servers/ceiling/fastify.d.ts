import 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    personId: string;
  }
}
