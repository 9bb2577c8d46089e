import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { DESKTOP, launch, logIn, PHONE } from './browser';

const FOLDER = join(import.meta.dirname, '../docs/screenshots');

const PAGES = { enter: '/', transactions: '/transactions', month: '/months', accounts: '/accounts' };

let started: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  started = await launch();
});
afterAll(() => started.close());

test.each([
  ['phone', PHONE, 'light'],
  ['phone', PHONE, 'dark'],
  ['desktop', DESKTOP, 'light'],
  ['desktop', DESKTOP, 'dark'],
] as const)('pictures of the main pages on a %s', async (device, options, colorScheme) => {
  const { site, demo } = inject('stack');
  const context = await started.browser.newContext({ ...options, colorScheme });
  const page = await context.newPage();
  await logIn(page, demo.email, demo.password);
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(FOLDER, `${name}-${device}-${colorScheme}.png`) });
  }
  await context.close();
});
