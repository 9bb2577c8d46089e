import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { expect, inject, test as base } from 'vitest';

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
};
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/Berlin' };

/** Each test has its own browser context. `page` is signed out, `signedIn` belongs to a new user. */
export const test = base
  .extend('site', { scope: 'file' }, () => inject('stack').site)
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await chromium.connect(inject('browser'));
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('window', DESKTOP)
  .extend('context', async ({ browser, window }, { onCleanup }) => {
    const context = await browser.newContext(window);
    onCleanup(() => context.close());
    return context;
  })
  .extend('page', ({ context }) => context.newPage())
  .extend('signedIn', async ({ page, site }) => {
    await signUp(page, site);
    return page;
  });

export const PASSWORD = 'correct horse battery';

/** Signs up a new user and returns the email. */
export async function signUp(page: Page, site: string): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await page.goto(`${site}/sign-up`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Create account');
  await page.getByLabel('Amount').waitFor();
  return email;
}

/** Fills in and sends the login form of the current page. */
export async function logIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await press(page, 'Log in');
}

/** Adds an expense and waits until it is saved. */
export async function enter(page: Page, amount: string, payee: string): Promise<void> {
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('Payee').fill(payee);
  await press(page, 'Add expense');
  await entry(page, payee).getByRole('button', { disabled: false }).waitFor();
}

/** Chooses the date of a new entry. */
export async function chooseDate(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: /^Date: / }).click();
  await page.getByLabel('Other date').fill(day);
  await page.keyboard.press('Escape');
}

/** Chooses the account of a new entry. */
export async function chooseAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('group', { name: 'Choose: Account' }).getByRole('button', { name }).click();
}

/** Opens the fields of a new entry that most entries leave empty. */
export const openDetails = (page: Page) => page.getByText('Tags, note').click();

/** Finds an entry in the list of quick entry. */
export const entry = (page: Page, payee: string) => page.getByRole('listitem').filter({ hasText: payee });

export const form = (page: Page, name: string) => page.getByRole('form', { name });

export const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click();

/** Waits until React handles the events of an element: before that, a choice has no effect. */
export const hydrated = (element: Locator) =>
  expect.poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps')))).toBe(true);

/** The path that the page itself sees. Playwright hears of a step in the history later, and the next one would cancel one under way. */
export const currentPath = (page: Page): Promise<string> => page.evaluate(() => location.pathname);
