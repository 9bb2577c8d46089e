import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findings, smallTargets } from './axe';
import { DESKTOP, launch, logIn, PHONE, signUp } from './browser';

const SIGNED_IN = ['/', '/transactions', '/transactions?text=nothing+like+this', '/months', '/months/2001-01', '/accounts', '/categories', '/tags', '/settings', '/nowhere'];
const SIGNED_OUT = ['/login', '/sign-up'];

let started: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  started = await launch();
  // Signed in elsewhere too, twice by the same browser.
  for (let count = 0; count < 2; count++) {
    const context = await started.browser.newContext(DESKTOP);
    await logIn(await context.newPage(), inject('stack').demo.email, inject('stack').demo.password);
    await context.close();
  }
});
afterAll(() => started.close());

describe.each([
  ['phone', PHONE, 'light'],
  ['phone', PHONE, 'dark'],
  ['desktop', DESKTOP, 'light'],
  ['desktop', DESKTOP, 'dark'],
] as const)('on a %s', (device, options, colorScheme) => {
  const { site, demo } = inject('stack');

  async function looked(page: Page, paths: string[]): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await page.goto(`${site}${path}`);
      const all = [...(await findings(page)), ...(device === 'phone' ? await smallTargets(page) : [])];
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) all.push(`it is ${overflow} px too wide`);
      if (all.length > 0) found[path] = all;
    }
    return found;
  }

  test(`axe finds nothing, no target is small, no page is too wide (${colorScheme})`, async () => {
    const context = await started.browser.newContext({ ...options, colorScheme });
    const page = await context.newPage();
    const found = await looked(page, SIGNED_OUT);
    await logIn(page, demo.email, demo.password);
    expect({ ...found, ...(await looked(page, SIGNED_IN)) }).toEqual({});
    await context.close();
  });

  test(`nor in what somebody sees who has entered nothing (${colorScheme})`, async () => {
    const context = await started.browser.newContext({ ...options, colorScheme });
    const page = await context.newPage();
    await signUp(page);
    expect(await looked(page, SIGNED_IN)).toEqual({});
    await context.close();
  });
});
