import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    setupFiles: ['reflect-metadata'],
    // A cold machine starts PostgreSQL and hashes passwords slowly; what hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
