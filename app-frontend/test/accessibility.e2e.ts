import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { axeViolations, smallTargets } from './axe';
import { DESKTOP, logIn, PHONE, signUp, test } from './browser';

const SIGNED_IN = [
  '/',
  '/transactions',
  '/transactions?text=nothing+like+this',
  '/months',
  '/months/2001-01',
  '/accounts',
  '/categories',
  '/tags',
  '/settings',
  '/nowhere',
];
const SIGNED_OUT = ['/login', '/sign-up', '/forgot-password', '/reset-password', '/reset-password#token', '/confirm-email#token'];

const { site, demo } = inject('stack');

test.beforeAll(async ({ browser }) => {
  // Two more sessions, so that the settings list several.
  for (let count = 0; count < 2; count++) {
    const context = await browser.newContext(DESKTOP);
    await logInAsDemo(await context.newPage());
    await context.close();
  }
});

describe.each<[string, BrowserContextOptions]>([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (device, options) => {
  test.override('window', options);

  test('pages have no axe violations, no small targets and no overflow', async ({ page }) => {
    const found = await checkPages(page, SIGNED_OUT);
    await logInAsDemo(page);
    expect({ ...found, ...(await checkPages(page, SIGNED_IN)) }).toEqual({});
  });

  test('the same holds for a new user without entries', async ({ page }) => {
    await signUp(page, site);
    expect(await checkPages(page, SIGNED_IN)).toEqual({});
  });

  async function checkPages(page: Page, paths: string[]): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await page.goto(`${site}${path}`);
      const all = [...(await axeViolations(page)), ...(device === 'phone' ? await smallTargets(page) : [])];
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) all.push(`it is ${overflow} px too wide`);
      if (all.length > 0) found[path] = all;
    }
    return found;
  }
});

async function logInAsDemo(page: Page): Promise<void> {
  await page.goto(`${site}/login`);
  await logIn(page, demo.email, demo.password);
  await page.getByLabel('Amount').waitFor();
}
