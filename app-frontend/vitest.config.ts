import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': join(import.meta.dirname, 'src'),
      // The package throws outside a server build, so tests get its empty module.
      'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{src,scripts,test}/**/*.test.ts', 'lighthouse/*.test.ts'],
    // In the pipeline's Verify, the suites share the machine.
    testTimeout: 60_000,
  },
});
