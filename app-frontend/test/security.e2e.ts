import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { form, logIn, press, signUp, test } from './browser';
import { PUBLIC_HOST } from './stack';

test('every response has a new nonce, and the policy blocks nothing of a page', async ({ page, site }) => {
  const refused: string[] = [];
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()));
  await signUp(page, site);
  const nonces = [];
  for (const path of ['/', '/transactions', '/months', '/settings']) {
    const response = await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });
    nonces.push(/'nonce-([^']+)'/.exec((await response!.allHeaders())['content-security-policy']!)![1]);
  }
  expect(new Set(nonces).size).toBe(nonces.length);
  expect(refused).toEqual([]);
});

const addAccount = async (page: Page) => {
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await press(page, 'Add account');
};

test("other sites can't start an export or a renewal, nor write entries", async ({ site }) => {
  const foreign = { headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await fetch(`${site}/settings/export`, foreign)).status).toBe(403);
  expect((await fetch(`${site}/session/refresh`, { ...foreign, method: 'POST' })).status).toBe(403);
  expect((await fetch(`${site}/api/entries`, { ...foreign, method: 'POST', body: '{}' })).status).toBe(403);
});

test("pages of other sites can't call server actions", async ({ signedIn: page, context, site }) => {
  await page.goto(`${site}/accounts`);
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await addAccount(page);
  const request = await sent;
  const from = async (origin: string) =>
    (
      await context.request.fetch(request.url(), {
        method: 'POST',
        headers: { ...(await request.allHeaders()), origin },
        data: request.postDataBuffer()!,
      })
    ).status();
  expect(await from(site)).toBe(200);
  expect(await from('https://evil.example')).toBe(500);
  expect(await from('https://evil.d2.amplifyapp.com')).toBe(500);
});

test('behind a proxy with another host, only pages of the site can call server actions', async ({ signedIn: page, context, site }) => {
  await page.goto(`${site}/accounts`);
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await addAccount(page);
  const request = await sent;
  const from = async (origin: string) => {
    const headers = { ...(await request.allHeaders()), host: 'abc123.cloudfront.example', origin };
    return (await context.request.fetch(request.url(), { method: 'POST', headers, data: request.postDataBuffer()! })).status();
  };
  expect(await from(`https://${PUBLIC_HOST}`)).toBe(200);
  expect(await from(`https://evil.${PUBLIC_HOST}`)).toBe(500);
  expect(await from('https://evil.example')).toBe(500);
});

test('logging in never redirects to another site', async ({ page, site }) => {
  const email = await signUp(page, site);
  await page.goto(`${site}/login?next=${encodeURIComponent('/.//evil.example')}`);
  await logIn(page, email);
  await page.getByLabel('Amount').waitFor();
  await expect.poll(() => page.url()).toBe(`${site}/`);
});

test('the version is never cached', async ({ site }) => {
  const response = await fetch(`${site}/api/version`);
  expect(await response.json()).toEqual({ commit: 'test', bundle: 'tested' });
  expect(response.headers.get('cache-control')).toContain('no-store');
});

test("scripts can't read the session cookies", async ({ signedIn: page }) => {
  expect(await page.evaluate(() => document.cookie)).not.toMatch(/access|refresh/);
});
