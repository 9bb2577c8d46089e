import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { enter, form, press, test } from './browser';

/** Waits until the page's script listens for keys, which the page does not show. */
const waitForShortcuts = async (page: Page) => {
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect.poll(() => page.keyboard.press('?').then(() => help.isVisible())).toBe(true);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  // The dialog keeps the focus for a moment, and would get the next keys.
  await page.locator('dialog :focus').waitFor({ state: 'detached' });
};

test('entries are searched, edited and deleted by keyboard, and a deletion is undone', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await enter(page, '5', 'Cinema');
  await page.goto(`${site}/transactions?text=bak`);
  await page.getByRole('button', { name: 'Bakery' }).waitFor();
  expect(await page.getByRole('button', { name: 'Cinema' }).count()).toBe(0);
  await waitForShortcuts(page);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.keyboard.type('3.40');
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: '€3.40' }).waitFor();
  await page.keyboard.press('x');
  await press(page, 'Delete');
  await page.getByText('No matching transactions').waitFor();
  await press(page, 'Undo');
  await page.getByRole('cell', { name: '€3.40' }).waitFor();
  await page.goto(`${site}/transactions`);
  await page.getByRole('button', { name: 'Cinema' }).waitFor();
});

test('the search finds what a row shows, without regard to case and accents', async ({ signedIn: page, site }) => {
  await page.getByLabel('Category').selectOption({ label: 'Groceries' });
  await enter(page, '3', 'Café');
  for (const text of ['cafe', 'CAFÉ', 'groceries', 'cash']) {
    await page.goto(`${site}/transactions?text=${encodeURIComponent(text)}`);
    await page.getByRole('button', { name: 'Café' }).waitFor();
  }
});

test('amounts of several currencies are compared by value', async ({ signedIn: page, site }) => {
  await enter(page, '49.99', 'Shoes');
  await page.getByLabel('Currency').selectOption('HUF');
  await page.getByText('Date, account, tags and note').click();
  await page.getByLabel('Exchange rate').fill('0.0025');
  await enter(page, '2500', 'Pastry');
  await page.goto(`${site}/transactions?sort=largest`);
  await page.getByText('Amounts are compared by their value in EUR.').waitFor();
  expect(await page.getByRole('rowheader').allTextContents()).toEqual([
    expect.stringContaining('Shoes'),
    expect.stringContaining('Pastry'),
  ]);
  await page.goto(`${site}/transactions?min=10`);
  await page.getByRole('button', { name: 'Shoes' }).waitFor();
  expect(await page.getByRole('button', { name: 'Pastry' }).count()).toBe(0);
});

test('selected entries are changed and deleted together, and a deletion is undone', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await enter(page, '5', 'Cinema');
  await page.goto(`${site}/transactions`);
  await page.getByLabel('Select all on this page').check();
  await form(page, 'Edit selected entries').getByLabel('Tags for all selected').fill('trip, #sun');
  await press(page, 'Apply');
  await page.getByText('#trip · #sun').filter({ visible: true }).nth(1).waitFor();
  // The notice appears once the selection is cleared; before that, everything is still checked.
  await page.getByText('Changed 2 entries').waitFor();
  await page.getByLabel('Select all on this page').check();
  await form(page, 'Edit selected entries').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No entries yet').waitFor();
  await press(page, 'Undo');
  await page.getByRole('cell', { name: '€5.00' }).waitFor();
  await page.getByRole('cell', { name: '€3.00' }).waitFor();
});

test('a change that one of the entries refuses says which, and changes none', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await press(page, 'Add account');
  await page.getByText('Savings added.').waitFor();
  await page.goto(site);
  await enter(page, '3', 'Bakery');
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('5');
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption({ label: 'Cash (EUR)' });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await press(page, 'Add transfer');
  await page.getByText('Saved €5.00').waitFor();
  await page.goto(`${site}/transactions`);
  await page.getByLabel('Select all on this page').check();
  await form(page, 'Edit selected entries').getByLabel('Category for all selected').selectOption({ label: 'Groceries' });
  await press(page, 'Apply');
  await page.getByText("“To Savings” is a transfer and can't have a category. Nothing was changed.").waitFor();
  await page.reload();
  expect(await page.getByRole('cell', { name: 'Groceries' }).count()).toBe(0);
});
