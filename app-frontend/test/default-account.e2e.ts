import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { form, press, test } from './browser';

describe('the account', () => {
  const chip = (page: Page) => page.getByRole('button', { name: /^Account: / });

  test("is that of the payee's last entry of the kind, withdrawn when it no longer matches, and stays if it was chosen", async ({
    signedIn: page,
    site,
  }) => {
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Card');
    // Otherwise it would be the default for income.
    await form(page, 'New account').getByLabel('Kind').selectOption('cash');
    await press(page, 'Add account');
    await page.getByText('Card added.').waitFor();
    await page.goto(site);
    const payee = page.getByLabel('Payee').or(page.getByLabel('Payer'));
    const accountIs = (name: string) => expect.poll(() => chip(page).textContent()).toBe(`Account: ${name}`);
    const choose = async (name: string) => {
      await chip(page).click();
      await page.getByRole('group', { name: 'Choose: Account' }).getByRole('button', { name }).click();
    };
    await accountIs('Cash');
    await choose('Card');
    await page.getByLabel('Amount').fill('5');
    await payee.fill('Boots');
    await press(page, 'Add expense');
    await page.getByText('Saved €5.00').waitFor();
    await accountIs('Cash');
    await payee.fill('boots');
    await payee.press('Tab');
    await accountIs('Card');
    await payee.fill('Bootshaus');
    await payee.press('Tab');
    await accountIs('Cash');
    await payee.fill('Boots');
    await payee.press('Tab');
    await page.getByText('Income', { exact: true }).first().click();
    await accountIs('Cash');
    await page.getByText('Expense', { exact: true }).click();
    await accountIs('Card');
    await choose('No account');
    await payee.fill('Kiosk');
    await payee.fill('Boots');
    await payee.press('Tab');
    await accountIs('No account');
  });

  test('of income is cash only without another account', async ({ signedIn: page, site }) => {
    await page.getByText('Income', { exact: true }).first().click();
    expect(await chip(page).textContent()).toBe('Account: Cash');
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Giro');
    await press(page, 'Add account');
    await page.getByText('Giro added.').waitFor();
    await page.goto(site);
    expect(await chip(page).textContent()).toBe('Account: Cash');
    await page.getByText('Income', { exact: true }).first().click();
    await expect.poll(() => chip(page).textContent()).toBe('Account: Giro');
    await page.getByLabel('Amount').fill('5');
    await page.getByLabel('Payer').fill('Employer');
    await press(page, 'Add income');
    await page.getByText('Saved +€5.00').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Giro' }).waitFor();
  });

  test('is reached and chosen by keyboard', async ({ signedIn: page }) => {
    await chip(page).focus();
    await page.keyboard.press('Enter');
    const none = page.getByRole('group', { name: 'Choose: Account' }).getByRole('button', { name: 'No account' });
    await none.waitFor();
    await page.keyboard.press('Escape');
    await none.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await chip(page).textContent()).toBe('Account: No account');
    await none.waitFor({ state: 'hidden' });
    expect(await chip(page).evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
