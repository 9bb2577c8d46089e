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
  test: { include: ['{src,scripts,test}/**/*.test.ts', 'lighthouse/*.test.ts'] },
});
