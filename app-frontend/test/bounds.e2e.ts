import { expect } from 'vitest';
import { enter, test } from './browser';

test.for([
  ['from=2026-02-31', '“2026-02-31” is not a date to start from.'],
  ['to=yesterday', '“yesterday” is not a date to end on.'],
  ['cursor=abc', 'This page of the list does not exist. Here is the first one.'],
  ['cursor=2026-02-31.4', 'This page of the list does not exist.'],
  ['kind=gift', '“gift” is not a kind of entry.'],
  ['categoryId=food', 'The category to filter by does not exist.'],
  ['accountId=6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11', 'The account to filter by does not exist.'],
  ['min=ten', '“ten” is not a minimum amount.'],
  ['tag=a%2Cb', "“a,b” can't be a tag."],
  ['sort=amount&from=2026-13-01', '“2026-13-01” is not a date to start from. “amount” is not an order.'],
  [`text=${'x'.repeat(201)}`, 'The text to search for is too long'],
])('the list says what it left out of the address %s, and shows the rest', async ([query, problem], { signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/transactions?${query}`);
  expect(await page.getByRole('alert').filter({ hasText: 'Left out' }).textContent()).toContain(problem);
  expect(await page.getByRole('button', { name: 'Bakery' }).count()).toBe(1);
});

test('an amount and a year beyond the limits are refused at the field', async ({ signedIn: page }) => {
  await page.getByLabel('Amount').fill('90071992547409.91');
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByText('Amount must be at most 100000000000.00 EUR.').waitFor();
  await page.getByText('Date, account, tags and note').click();
  await page.getByLabel('Date').fill('0026-11-24');
  await page.getByLabel('Amount').fill('5');
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByText('Date must be between 1900-01-01 and 2199-12-31.').waitFor();
});
