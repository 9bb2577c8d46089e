import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { browserHome } from './stack';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, locale: 'en-GB', timezoneId: 'Europe/Berlin' };
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/Berlin' };

/** A browser of this machine. */
export async function launch(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const executablePath = KNOWN.find(existsSync);
  if (!executablePath) throw new Error(`There is no browser at any of ${KNOWN.join(', ')}: install chromium.`);
  const home = browserHome();
  const browser = await chromium.launch({ executablePath, env: { HOME: home.path }, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
  const close = async () => {
    await browser.close();
    home.remove();
  };
  return { browser, close };
}

export const PASSWORD = 'correct horse battery';

export async function signUp(page: Page, site = inject('stack').site): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await page.goto(`${site}/sign-up`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('Amount').waitFor();
  return email;
}

export async function logIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${inject('stack').site}/login`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('Amount').waitFor();
}

/** An expense, until it is saved. */
export async function enter(page: Page, amount: string, payee: string): Promise<void> {
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('Payee').fill(payee);
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByRole('listitem').filter({ hasText: payee }).getByRole('button', { disabled: false }).waitFor();
}
