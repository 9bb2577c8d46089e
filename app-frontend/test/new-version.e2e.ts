import type { Page, Route } from 'playwright-core';
import { describe, expect } from 'vitest';
import { enter, entry, form, press, test } from './browser';

/**
 * Makes the page one of an older version, whose actions the site no longer has.
 * @returns a function that makes it current again, as a reload would.
 */
async function makeOutdated(page: Page): Promise<() => Promise<void>> {
  const rename = (route: Route) => {
    const headers = route.request().headers();
    return route.fallback({ headers: { ...headers, ...(headers['next-action'] && { 'next-action': `60${'0'.repeat(40)}` }) } });
  };
  await page.route('**/*', rename);
  return () => page.unroute('**/*', rename);
}

/** Makes the site answer as another version with the same actions. */
const deployOtherVersion = (page: Page) =>
  page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.fallback();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), 'x-nextjs-deployment-id': 'another' } });
  });

async function fill(page: Page, amount: string, payee: string): Promise<void> {
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('Payee').fill(payee);
}

const NEW_VERSION = 'There is a new version of this site.';

describe('on a page that is older than the site', () => {
  test('an entry is saved, deleted and restored', async ({ signedIn: page }) => {
    await makeOutdated(page);
    await enter(page, '12', 'Corner shop');
    await page.getByText('Saved €12.00 · Corner shop').waitFor();
    await press(page, 'Delete Corner shop');
    await page.getByText('Deleted Corner shop').waitFor();
    await press(page, 'Undo');
    await page.getByText('Restored Corner shop').waitFor();
  });

  test('an entry is saved, and the reload after it keeps newer input', async ({ signedIn: page }) => {
    await deployOtherVersion(page);
    const { promise: typed, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/*', async (route) => {
      if (route.request().method() === 'POST') await typed;
      return route.fallback();
    });
    await fill(page, '7', 'Bakery');
    await press(page, 'Add expense');
    await entry(page, 'Bakery').getByText('Saving').waitFor();
    await fill(page, '34', 'Kiosk');
    const reloaded = page.waitForEvent('load');
    answer();
    await reloaded;
    await entry(page, 'Bakery').getByRole('button', { disabled: false }).waitFor();
    await expect.poll(() => page.getByLabel('Payee').inputValue()).toBe('Kiosk');
    expect(await page.getByLabel('Amount').inputValue()).toBe('34');
  });

  test('a transaction is edited', async ({ signedIn: page, site }) => {
    await enter(page, '7', 'Kiosk');
    await page.goto(`${site}/transactions`);
    await page.getByRole('button', { name: 'Kiosk' }).click();
    await form(page, 'Edit').getByLabel('Amount').fill('8');
    await makeOutdated(page);
    await press(page, 'Save');
    await page.getByRole('cell', { name: '€8.00' }).waitFor();
  });

  test('any other form says that nothing was saved, and offers a reload', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    const update = await makeOutdated(page);
    await form(page, 'New account').getByLabel('Name').fill('Savings');
    await press(page, 'Add account');
    await form(page, 'New account').getByText(`${NEW_VERSION} Your last change was not saved.`).waitFor();
    // It can still be copied.
    expect(await form(page, 'New account').getByLabel('Name').inputValue()).toBe('Savings');
    await update();
    page.once('dialog', (dialog) => dialog.accept());
    const loaded = page.waitForEvent('load');
    await press(page, 'Reload');
    await loaded;
    await form(page, 'New account').waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Savings' }).count()).toBe(0);
  });
});
