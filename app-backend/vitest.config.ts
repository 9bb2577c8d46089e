import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    setupFiles: ['reflect-metadata'],
    silent: 'passed-only',
    // Files share their modules: importing NestJS anew for each takes as long as its tests.
    isolate: false,
    // One that waits for a process of its own leaves its core to another.
    maxWorkers: 2,
    // A cold machine starts PostgreSQL and hashes passwords slowly; what hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
