import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': new URL('./src', import.meta.url).pathname,
      // What keeps server code out of the browser's bundle has nothing to keep out here.
      'server-only': new URL('./node_modules/server-only/empty.js', import.meta.url).pathname,
    },
  },
  test: { include: ['{src,scripts,test}/**/*.test.ts'] },
});
