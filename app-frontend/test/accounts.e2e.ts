import { expect } from 'vitest';
import { form, press, test } from './browser';

test('an account is added, receives a transfer, and shows its balance to the cent', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await form(page, 'New account').getByLabel('Opening balance').fill('-0.10');
  await press(page, 'Add account');
  await page.getByRole('heading', { name: 'Savings' }).waitFor();
  await page.goto(site);
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('0.30');
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption({ index: 1 });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await press(page, 'Add transfer');
  await page.getByText('Saved €0.30').waitFor();
  await page.goto(`${site}/accounts`);
  expect(await page.getByRole('listitem').filter({ hasText: 'Savings' }).textContent()).toContain('€0.20');
  await page.getByLabel('Edit Savings').first().click();
  await press(page, 'Delete Savings');
  await page
    .getByRole('alert')
    .filter({ hasText: 'entries' })
    .or(page.getByRole('alert').filter({ hasText: 'transactions' }))
    .waitFor();
});
