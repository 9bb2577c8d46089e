import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chooseDate, enter, form, press, test } from './browser';

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });

/** Fills in quick entry and adds the entry. */
async function add(
  page: Page,
  site: string,
  {
    kind = 'Expense',
    amount,
    payee,
    category,
    currency,
    date,
  }: Partial<Record<'kind' | 'category' | 'currency' | 'date', string>> & Record<'amount' | 'payee', string>,
) {
  await page.goto(site);
  await page.getByRole('group', { name: 'Kind of entry' }).getByText(kind, { exact: true }).click();
  if (currency) await page.getByLabel('Currency').selectOption(currency);
  if (category) await page.getByLabel('Category').selectOption({ label: category });
  if (date) await chooseDate(page, date);
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('combobox', { name: /Payee|Payer/ }).fill(payee);
  await press(page, `Add ${kind.toLowerCase()}`);
  await page.getByRole('listitem').filter({ hasText: payee }).getByRole('button', { disabled: false }).waitFor();
}

test('sums say how many entries they leave out for want of a rate, and link to them', async ({ signedIn: page, site }) => {
  await add(page, site, { amount: '3', payee: 'Bakery', category: 'Groceries' });
  await add(page, site, { amount: '20', payee: 'Diner', category: 'Groceries', currency: 'USD' });
  await page.goto(`${site}/transactions`);
  await page.getByText('2 entries · spent €3.00 · earned €0.00 · 1 entry without an exchange rate is not in these sums').waitFor();
  await page.getByRole('link', { name: '1 entry without an exchange rate' }).click();
  await page.getByText('1 entry · spent US$20.00').waitFor();
  await page.getByRole('button', { name: 'Diner' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Bakery' }).count()).toBe(0);
  expect(await page.getByLabel('Exchange rate').inputValue()).toBe('none');

  await page.goto(`${site}/months`);
  await page.getByRole('link', { name: 'and 1 without a rate' }).waitFor();
  await page.getByText('Not in these sums, for want of an exchange rate: 1 in').waitFor();
  await page.getByRole('link', { name: '1 entry without an exchange rate' }).click();
  await page.getByRole('button', { name: 'Diner' }).waitFor();
});

test('a refund is subtracted in its category, and income has categories too', async ({ signedIn: page, site }) => {
  await add(page, site, { amount: '50', payee: 'Market', category: 'Groceries' });
  await add(page, site, { kind: 'Income', amount: '20', payee: 'Market hall', category: 'Groceries' });
  await add(page, site, { kind: 'Income', amount: '2000', payee: 'Employer', category: 'Income' });
  await page.goto(`${site}/months`);
  expect(await page.getByRole('definition').first().textContent()).toContain('€30.00');
  await page.getByText('Refunds of €20.00 are subtracted in their categories.').waitFor();
  const spent = page.getByRole('region', { name: 'By category', exact: true });
  expect(await spent.getByRole('row', { name: 'Groceries' }).textContent()).toContain('€30.00');
  const earned = page.getByRole('region', { name: 'Income by category' });
  // The head and one category.
  await expect.poll(() => earned.getByRole('row').count()).toBe(2);
  expect(await earned.getByRole('row', { name: 'Income' }).textContent()).toContain('€2,000.00');
});

test('an entry with a future date is in no balance and no sum of the running month yet', async ({ signedIn: page, site }) => {
  await add(page, site, { amount: '3', payee: 'Bakery' });
  await add(page, site, { amount: '400', payee: 'Insurance', date: '2099-01-01' });
  await add(page, site, { amount: '5000', payee: 'Rent', date: dayIn(1) });
  await page.goto(`${site}/accounts`);
  await page.getByText('Later entries are not counted yet.').waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: 'Cash' }).textContent()).toContain('-€3.00');
  await page.goto(`${site}/months`);
  expect(await page.getByRole('definition').first().textContent()).toContain('€3.00');
  await page.getByText('Entries with a later date are not counted yet.').waitFor();
});

test('the list of entries without a category has no transfers', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await press(page, 'Add account');
  await page.getByRole('heading', { name: 'Savings' }).waitFor();
  await page.goto(site);
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('7');
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption({ index: 1 });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await press(page, 'Add transfer');
  await page.getByText('Saved €7.00').waitFor();
  await add(page, site, { amount: '3', payee: 'Bakery' });
  await page.goto(`${site}/transactions?categoryId=none`);
  await page.getByText('1 entry · spent €3.00').waitFor();
  await page.getByRole('button', { name: 'Bakery' }).waitFor();
});

test('a new home currency says how many entries have no value in it, before and after', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/settings`);
  await page.getByLabel('Home currency').selectOption('USD');
  await form(page, 'Profile').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your sums will be in USD. One entry is in another currency').waitFor();
  await press(page, 'Change to USD');
  await page.getByText('Saved.').waitFor();
  await page.goto(`${site}/transactions`);
  await page.getByText('spent US$0.00 · earned US$0.00 · 1 entry without an exchange rate is not in these sums').waitFor();
  await page.goto(`${site}/months`);
  await page.getByRole('link', { name: '1 entry without an exchange rate' }).waitFor();
});

test('the month page goes to any month and back to the running one', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/months/2024-02`);
  await page.getByText('Other month').click();
  await page.getByLabel('Month to go to').fill('2023-05');
  await press(page, 'Go');
  await page.getByRole('heading', { name: 'May 2023' }).waitFor();
  await page.getByRole('link', { name: 'This month' }).click();
  await page.getByText('Entries with a later date are not counted yet.').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'This month' }).count()).toBe(0);
});
