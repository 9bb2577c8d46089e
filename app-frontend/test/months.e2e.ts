import { expect } from 'vitest';
import { press, test } from './browser';

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

test('going to another month names none before one is chosen, and a text that is no month says what one is', async ({
  signedIn: page,
  site,
}) => {
  await page.goto(`${site}/months`);
  await page.getByText('Other month').click();
  const month = page.getByLabel('Month to go to');
  expect(await month.inputValue()).toBe('');
  // Without a month, it is the running one.
  // The address is the same before and after.
  const loaded = page.waitForEvent('load');
  await press(page, 'Go');
  await loaded;
  expect(new URL(page.url()).search).toBe('');
  await page.getByText('Nothing spent').waitFor();
  // What the form requests in browsers without a picker for months.
  await page.goto(`${site}/months?month=May`);
  await page.getByText('The address of a month is its year').waitFor();
});
