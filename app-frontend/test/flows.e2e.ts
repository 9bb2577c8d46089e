import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { scriptsOfPages } from '../scripts/weigh.js';
import { DESKTOP, enter, launch, PASSWORD, PHONE, signUp } from './browser';

const { site } = inject('stack');
let started: Awaited<ReturnType<typeof launch>>;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  started = await launch();
});
afterAll(() => started.close());
beforeEach(async () => {
  context = await started.browser.newContext(DESKTOP);
  page = await context.newPage();
});
afterEach(() => context.close());

/** Keys count from when the page's script listens, which no look of the page tells. */
const untilKeysCount = async () => {
  const help = page.getByRole('dialog', { name: 'By keyboard' });
  await expect.poll(() => page.keyboard.press('?').then(() => help.isVisible()), { timeout: 10_000 }).toBe(true);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
};

const gone = (text: string) => page.getByRole('listitem').filter({ hasText: text }).waitFor({ state: 'detached' });

describe('what is entered', () => {
  test('is shown at once, can be taken back, and teaches the category for the next time', async () => {
    await signUp(page);
    await page.getByLabel('Category').selectOption({ index: 1 });
    const category = await page.getByLabel('Category').inputValue();
    await enter(page, '12.50', 'Corner shop');
    expect(await page.getByRole('listitem').filter({ hasText: 'Corner shop' }).textContent()).toContain('€12.50');
    await page.getByLabel('Payee').fill('corner SHOP');
    expect(await page.getByLabel('Category').inputValue()).toBe(category);
    await page.getByRole('button', { name: 'Undo' }).click();
    await gone('Corner shop');
    await page.reload();
    await page.getByText('Nothing entered yet').waitFor();
  });

  test('is entered once, though its answer was lost', async () => {
    await signUp(page);
    let lost = 0;
    await page.route('**/', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await enter(page, '7', 'Kiosk');
    expect(lost).toBe(1);
    await page.reload();
    expect(await page.getByRole('listitem').filter({ hasText: 'Kiosk' }).count()).toBe(1);
  });

  test('is entered once, though all its answers were lost and it is sent again by hand', async () => {
    await page.clock.install();
    await signUp(page);
    let isLost = true;
    await page.route('**/', async (route) => {
      if (route.request().method() !== 'POST' || !isLost) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('Amount').fill('7');
    await page.getByLabel('Payee').fill('Kiosk');
    await page.getByRole('button', { name: 'Add expense' }).click();
    await expect.poll(() => page.clock.fastForward(5_000).then(() => page.getByText('It may not be saved').isVisible()), { timeout: 20_000 }).toBe(true);
    isLost = false;
    await page.getByRole('button', { name: 'Add expense' }).click();
    await page.getByText('Saved €7.00').waitFor();
    await page.reload();
    expect(await page.getByRole('listitem').filter({ hasText: 'Kiosk' }).count()).toBe(1);
  });

  test('does not write over what is typed meanwhile, where it is refused', async () => {
    await signUp(page);
    await page.getByLabel('Payee').evaluate((input) => input.removeAttribute('maxlength'));
    await page.route('**/', (route) => (route.request().method() === 'POST' ? new Promise<void>((resolve) => (release = () => resolve(route.continue()))) : route.continue()));
    let release = () => {};
    await page.getByLabel('Amount').fill('12');
    await page.getByLabel('Payee').fill('x'.repeat(300));
    await page.getByRole('button', { name: 'Add expense' }).click();
    await page.getByText('Saving').waitFor();
    await page.getByLabel('Amount').fill('34');
    release();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('34');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('Payee has to be').or(page.getByText('Payee is')).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('12');
  });

  test('is of the day that it is, however long the page was open, or of the day that was chosen', async () => {
    await signUp(page);
    await page.getByText('Date, account, tags and note').click();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });
    expect(await page.getByLabel('Date').inputValue()).toBe(day(inDays(0)));
    await page.clock.setFixedTime(inDays(1));
    await page.getByLabel('Payee').focus();
    expect(await page.getByLabel('Date').inputValue()).toBe(day(inDays(1)));
    await page.getByLabel('Date').fill('2026-02-03');
    await page.clock.setFixedTime(inDays(2));
    await page.getByLabel('Payee').focus();
    expect(await page.getByLabel('Date').inputValue()).toBe('2026-02-03');
  });

  test('can be typed on the keypad of a phone', async () => {
    const phone = await started.browser.newContext(PHONE);
    page = await phone.newPage();
    await signUp(page);
    for (const key of ['4', 'Point', '2', '0']) await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: key, exact: true }).click();
    expect(await page.getByLabel('Amount').inputValue()).toBe('4.20');
    await phone.close();
  });
});

test('the list is found, edited and deleted by keyboard, and what was deleted comes back', async () => {
  await signUp(page);
  await enter(page, '3', 'Bakery');
  await enter(page, '5', 'Cinema');
  await page.goto(`${site}/transactions?text=bak`);
  expect(await page.getByRole('button', { name: 'Cinema' }).count()).toBe(0);
  await untilKeysCount();
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.keyboard.type('3.40');
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: '€3.40' }).waitFor();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing fits').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('cell', { name: '€3.40' }).waitFor();
  await page.goto(`${site}/transactions`);
  await page.getByRole('button', { name: 'Cinema' }).waitFor();
});

describe('a session', () => {
  test('that lost its access token is renewed, at the page where one was', async () => {
    await signUp(page);
    await context.clearCookies({ name: 'access' });
    await page.goto(`${site}/transactions?kind=income`);
    await page.getByRole('heading', { name: 'Transactions' }).waitFor();
    expect(page.url()).toBe(`${site}/transactions?kind=income`);
  });

  test('whose access token the API refuses is renewed in the midst of an entry', async () => {
    await signUp(page);
    const cookie = (await context.cookies()).find(({ name }) => name === 'access')!;
    await context.addCookies([{ ...cookie, value: 'refused' }]);
    await enter(page, '8', 'Kiosk');
    expect((await context.cookies()).find(({ name }) => name === 'access')!.value).not.toBe('refused');
  });

  test('that ends in the midst of a form comes back to the page of it', async () => {
    const email = await signUp(page);
    await page.goto(`${site}/accounts`);
    await page.getByRole('form', { name: 'New account' }).getByLabel('Name').fill('Wallet');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Add account' }).click();
    await page.getByText('Log in to go on where you were').waitFor();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(`${site}/accounts`);
  });

  test('that has ended asks to log in, and then goes on where one was', async () => {
    const email = await signUp(page);
    await context.clearCookies();
    await page.goto(`${site}/transactions?kind=income`);
    await page.getByText('Log in to go on where you were').waitFor();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(`${site}/transactions?kind=income`);
  });
});

describe('security', () => {
  test('the policy has another nonce each time, and nothing of a page is refused by it', async () => {
    const refused: string[] = [];
    page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()));
    await signUp(page);
    const nonces = [];
    for (const path of ['/', '/transactions', '/months', '/settings']) {
      const response = await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
      nonces.push(/'nonce-([^']+)'/.exec((await response!.allHeaders())['content-security-policy']!)![1]);
    }
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(refused).toEqual([]);
  });

  test('other sites start no export and no renewal', async () => {
    const foreign = { headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await fetch(`${site}/settings/export`, foreign)).status).toBe(403);
    expect((await fetch(`${site}/session/refresh`, { ...foreign, method: 'POST' })).status).toBe(403);
  });

  test('pages of other sites act here by no server action', async () => {
    await signUp(page);
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    await enter(page, '7', 'Kiosk');
    const request = await asked;
    const from = async (origin: string) => (await context.request.fetch(request.url(), { method: 'POST', headers: { ...(await request.allHeaders()), origin }, data: request.postDataBuffer()! })).status();
    expect(await from(site)).toBe(200);
    expect(await from('https://evil.example')).toBe(500);
    expect(await from('https://evil.d2.amplifyapp.com')).toBe(500);
  });

  test('logging in leads to no other site', async () => {
    const email = await signUp(page);
    await page.goto(`${site}/login?next=${encodeURIComponent('/.//evil.example')}`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByLabel('Amount').waitFor();
    expect(page.url()).toBe(`${site}/`);
  });

  test('which commit is served is never told out of a cache', async () => {
    const response = await fetch(`${site}/api/version`);
    expect(await response.json()).toEqual({ commit: 'test' });
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  test('no page reads the cookies of the session', async () => {
    await signUp(page);
    expect(await page.evaluate(() => document.cookie)).not.toMatch(/access|refresh/);
  });
});

test('what the build tells that a page loads is what a browser loads', async () => {
  await signUp(page);
  const weighed = scriptsOfPages(join(import.meta.dirname, '..'));
  for (const [path, route] of [['/', '/'], ['/months/2026-11', '/months/[month]'], ['/transactions', '/transactions'], ['/settings', '/settings']] as const) {
    const scripts: Promise<Buffer>[] = [];
    const collect = (response: { url: () => string; body: () => Promise<Buffer> }) => void (/\.js(\?|$)/.test(response.url()) && scripts.push(response.body()));
    page.on('response', collect);
    await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
    page.off('response', collect);
    expect((await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024, path).toBeCloseTo(weighed[route]!, 1);
  }
});
