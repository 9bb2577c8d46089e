import { defineConfig } from 'vitest/config';

/** Tests against the built site, the real API and a real browser. */
export default defineConfig({
  test: {
    include: ['test/**/*.{e2e,screenshots}.ts', 'lighthouse/*.lighthouse.ts'],
    globalSetup: 'test/setup.ts',
    // The first test that uses the browser or a stack also waits for its start.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The same as Playwright's default timeout.
    expect: { poll: { timeout: 30_000 } },
    // Each test has its own user, and those that stop the API have their own stack. While one waits for the browser, another has the core.
    maxWorkers: 2,
    // As Playwright's own template does. A test that needed it is named in the output.
    retry: process.env.CI ? 1 : 0,
  },
});
