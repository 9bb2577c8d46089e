import { join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/** Optional dependencies that NestJS and its adapters look for at run time and this API does not use. */
const absent = [
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
];

const HTTP = '\0http';

/** Requires node:http: an import of it reads all its exports, and so loads fetch, which takes a sixth of the start. */
const requireHttp: Plugin = {
  name: 'require-http',
  resolveId: (name, importer) => (/^(node:)?http$/.test(name) && importer !== HTTP ? HTTP : undefined),
  load: (id) => (id === HTTP ? `module.exports = require('node:http');` : undefined),
};

/**
 * Bundles the API with its packages: it starts in half the time, and its image holds no node_modules.
 * Not minified, so that stack traces show names.
 */
export default defineConfig({
  input: { main: 'src/main.ts', 'health-check': 'src/health-check.ts' },
  platform: 'node',
  plugins: [requireHttp],
  tsconfig: 'tsconfig.json',
  external: (name) => absent.some((it) => name === it || name.startsWith(`${it}/`)),
  // Its decorators only describe the API, and openapi.json already does.
  resolve: { alias: { '@nestjs/swagger': join(import.meta.dirname, 'src/openapi/without-swagger.ts') } },
  // An unresolved import would fail only in production.
  onLog: (level, log) => {
    if (level === 'warn') throw new Error(log.message);
  },
  output: { dir: 'dist', format: 'esm', cleanDir: true },
});
