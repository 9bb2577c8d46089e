import { expect } from 'vitest';
import { test } from './browser';

test('a click on the month tab requests the page once', async ({ signedIn: page }) => {
  const requested: string[] = [];
  page.on('request', (request) => void (request.headers().rsc && requested.push(new URL(request.url()).pathname)));
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  await page.getByText('Nothing spent').waitFor();
  expect(requested).toEqual(['/months']);
});

test('a month that does not exist is a page that says what a month looks like', async ({ signedIn: page, site }) => {
  const answer = await page.goto(`${site}/months/2026-13`);
  expect(answer!.status()).toBe(404);
  await page.getByText('The address of a month is its year').waitFor();
  await page.getByRole('link', { name: 'Go to this month' }).click();
  await page.getByText('Nothing spent').waitFor();
});
