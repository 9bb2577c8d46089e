import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { press, signUp, test as base } from './browser';
import { startStack } from './stack';

/** Has its own stack, so that other tests keep their API. */
const test = base
  .extend('stack', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stack = await startStack();
    onCleanup(stack.stop);
    return stack;
  })
  .override('site', { scope: 'file' }, ({ stack }) => stack.site);

const waitForWakingPage = (page: Page) => page.getByRole('heading', { name: 'Waking up' }).waitFor();

test('a page says that the API does not answer, and recovers automatically', async ({ signedIn: page, site, stack }) => {
  await stack.api.stop();
  await page.goto(`${site}/accounts`);
  await waitForWakingPage(page);
  await stack.api.start();
  await page.getByRole('heading', { name: 'Accounts', exact: true }).waitFor();
});

test('a session that expires while the API wakes is renewed afterwards', async ({ signedIn: page, context, site, stack }) => {
  await context.clearCookies({ name: 'access' });
  stack.api.pause();
  await page.goto(`${site}/transactions?kind=income`);
  await waitForWakingPage(page);
  stack.api.resume();
  await page.getByRole('heading', { name: 'Transactions' }).waitFor();
  await expect.poll(() => page.url()).toBe(`${site}/transactions?kind=income`);
});

test('an entry made while the API is down is retried until it is saved', async ({ signedIn: page, stack }) => {
  await stack.api.stop();
  await page.getByLabel('Amount').fill('5');
  await page.getByLabel('Payee').fill('Kiosk');
  await press(page, 'Add expense');
  await page.getByText('Saving').waitFor();
  await stack.api.start();
  await page.getByText('Saved €5.00').waitFor();
});

test('a page stops waiting for an API that is gone, and can be tried again', async ({ page, site, stack }) => {
  await page.clock.install();
  await signUp(page, site);
  await stack.api.stop();
  await page.goto(`${site}/accounts`);
  await waitForWakingPage(page);
  const gone = page.getByRole('heading', { name: 'does not answer' });
  await expect.poll(() => page.clock.fastForward(5_000).then(() => gone.isVisible()), { timeout: 60_000 }).toBe(true);
  await stack.api.start();
  await press(page, 'Try again');
  await expect
    .poll(() => page.clock.fastForward(5_000).then(() => page.getByRole('heading', { name: 'Accounts', exact: true }).isVisible()))
    .toBe(true);
});
