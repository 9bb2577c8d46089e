import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { pageSizes } from '../scripts/page-sizes.js';
import { test } from './browser';

test('a browser loads as much as the build reports for a page', async ({ signedIn: page, site }) => {
  const sizes = pageSizes(join(import.meta.dirname, '..'));
  for (const [path, route] of [
    ['/', '/'],
    ['/months/2026-11', '/months/[month]'],
    ['/transactions', '/transactions'],
    ['/settings', '/settings'],
  ] as const) {
    const scripts: Promise<Buffer>[] = [];
    const collect = (response: { url: () => string; body: () => Promise<Buffer> }) =>
      void (/\.js(\?|$)/.test(response.url()) && scripts.push(response.body()));
    page.on('response', collect);
    await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
    page.off('response', collect);
    expect((await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024, path).toBeCloseTo(sizes[route]!, 1);
  }
});
