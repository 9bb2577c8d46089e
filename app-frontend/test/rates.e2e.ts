import { expect } from 'vitest';
import { hydrated, press, test } from './browser';

test('a rate is proposed with its day, the own of a day first, and gives way to a total', async ({ signedIn: page }) => {
  const rate = page.getByLabel('Exchange rate');
  const enterDollars = async (date: string, value: string, payee: string) => {
    await page.getByRole('button', { name: /^Date: / }).click();
    await page.getByLabel('Other date').fill(date);
    await page.keyboard.press('Escape');
    await rate.fill(value);
    await page.getByLabel('Amount').fill('10');
    await page.getByLabel('Payee').fill(payee);
    await press(page, 'Add expense');
    await page.getByText(`Saved US$10.00 · ${payee}`).waitFor();
  };
  await page.getByLabel('Currency').selectOption('USD');
  expect(await rate.inputValue()).toBe('');
  await enterDollars('2026-02-03', '0.91', 'Diner');
  await enterDollars('2026-02-05', '0.93', 'Taxi');
  expect(await rate.inputValue()).toBe('0.93');
  await page.getByText('Your rate of 5 Feb 2026').waitFor();
  await page.reload();
  await expect.poll(() => rate.inputValue()).toBe('0.93');
  await hydrated(rate);
  await page.getByRole('button', { name: /^Date: / }).click();
  await page.getByLabel('Other date').fill('2026-02-03');
  await page.keyboard.press('Escape');
  expect(await rate.inputValue()).toBe('0.91');
  await page.getByText('Your rate of 3 Feb 2026').waitFor();
  // A proposal alone is nothing that was typed.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.getByLabel('total in EUR').fill('9.20');
  expect(await rate.inputValue()).toBe('');
  await page.getByLabel('total in EUR').fill('');
  expect(await rate.inputValue()).toBe('0.91');
});
