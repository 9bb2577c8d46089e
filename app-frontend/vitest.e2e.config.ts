import { defineConfig } from 'vitest/config';

/** What runs against the built site, the real API and a real browser. */
export default defineConfig({
  test: { include: ['test/**/*.{e2e,screenshots}.ts'], globalSetup: 'test/setup.ts', testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
});
