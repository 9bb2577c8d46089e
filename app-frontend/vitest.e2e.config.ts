import { defineConfig } from 'vitest/config';

/** What runs against the built site, the real API and a real browser. */
export default defineConfig({
  test: {
    include: ['test/**/*.{e2e,screenshots}.ts'],
    globalSetup: 'test/setup.ts',
    // Of the test that asks first for a browser or a stack, their start is a part.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // As long as Playwright waits for what is to be shown.
    expect: { poll: { timeout: 30_000 } },
    fileParallelism: false,
  },
});
