import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, inject } from 'vitest';
import { DESKTOP, logIn, PHONE, test } from './browser';

const FOLDER = join(import.meta.dirname, '../docs/screenshots');

const PAGES = { enter: '/', transactions: '/transactions', month: '/months', accounts: '/accounts' };

describe.each<[string, BrowserContextOptions, 'light' | 'dark']>([
  ['phone', PHONE, 'light'],
  ['phone', PHONE, 'dark'],
  ['desktop', DESKTOP, 'light'],
  ['desktop', DESKTOP, 'dark'],
])('on a %s', (device, options, colorScheme) => {
  test.override('window', { ...options, colorScheme });

  test(`screenshots of the main pages (${colorScheme})`, async ({ page, site }) => {
    const { demo } = inject('stack');
    await page.goto(`${site}/login`);
    await logIn(page, demo.email, demo.password);
    await page.getByLabel('Amount').waitFor();
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
      await page.screenshot({ path: join(FOLDER, `${name}-${device}-${colorScheme}.png`) });
    }
  });
});
