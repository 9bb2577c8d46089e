import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bench,src,test}/**/*.test.ts'],
    globalSetup: ['test/built.ts', 'test/postgres-server.ts'],
    setupFiles: ['reflect-metadata'],
    silent: 'passed-only',
    // Sharing modules between files saves as much time as the tests take: importing NestJS is slow.
    isolate: false,
    // A test that waits for a process leaves its core to another.
    maxWorkers: 2,
    // A busy machine starts PostgreSQL and hashes passwords slowly; a hanging test still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
