import { defineConfig } from 'rolldown';

/** What NestJS and its adapters look for at run time, and this API does without. */
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

/** The API with its packages, as few files: it starts in half the time, and its image holds no packages. Not minified, so that a stack tells names. */
export default defineConfig({
  input: { main: 'src/main.ts', 'health-check': 'src/health-check.ts' },
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (name) => absent.some((it) => name === it || name.startsWith(`${it}/`)),
  // An import that is not found would be missed in production only.
  onLog: (level, log) => {
    if (level === 'warn') throw new Error(log.message);
  },
  output: { dir: 'dist', format: 'esm', cleanDir: true },
});
