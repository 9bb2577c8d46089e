import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DESKTOP, launch, signUp } from './browser';
import { type Stack, startStack } from './stack';

let stack: Stack;
let started: Awaited<ReturnType<typeof launch>>;
let context: BrowserContext;
let page: Page;

/** A stack of its own: nobody else's API is stopped. */
beforeAll(async () => {
  stack = await startStack();
  started = await launch();
});
afterAll(async () => {
  await started.close();
  await stack.stop();
});
beforeEach(async () => {
  context = await started.browser.newContext(DESKTOP);
  page = await context.newPage();
  await signUp(page, stack.site);
});
afterEach(() => context.close());

const tellsThatItWakes = () => page.getByRole('heading', { name: 'Waking up' }).waitFor();

test('a page tells that the API does not answer, and comes back by itself', async () => {
  await stack.api.stop();
  await page.goto(`${stack.site}/accounts`);
  await tellsThatItWakes();
  await stack.api.start();
  await page.getByRole('heading', { name: 'Accounts', exact: true }).waitFor();
});

test('a session that is to be renewed while the API wakes is there afterwards', async () => {
  await context.clearCookies({ name: 'access' });
  stack.api.pause();
  await page.goto(`${stack.site}/transactions?kind=income`);
  await tellsThatItWakes();
  stack.api.resume();
  await page.getByRole('heading', { name: 'Transactions' }).waitFor();
  expect(page.url()).toBe(`${stack.site}/transactions?kind=income`);
});

test('what is entered while the API is stopped is sent until it is there', async () => {
  await stack.api.stop();
  await page.getByLabel('Amount').fill('5');
  await page.getByLabel('Payee').fill('Kiosk');
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByText('Saving').waitFor();
  await stack.api.start();
  await page.getByText('Saved €5.00').waitFor();
});
