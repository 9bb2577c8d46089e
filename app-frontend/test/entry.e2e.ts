import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { chooseAccount, chooseDate, enter, entry, form, openDetails, PHONE, press, signUp, test } from './browser';

describe('an entry', () => {
  test("is listed at once, can be undone, and sets the category for its payee's next entry", async ({ signedIn: page }) => {
    await page.getByLabel('Category').selectOption({ index: 1 });
    const category = await page.getByLabel('Category').inputValue();
    await enter(page, '12.50', 'Corner shop');
    expect(await entry(page, 'Corner shop').textContent()).toContain('€12.50');
    await page.getByLabel('Payee').fill('corner SHOP');
    await page.getByLabel('Payee').press('Tab');
    expect(await page.getByLabel('Category').inputValue()).toBe(category);
    await press(page, 'Undo');
    await entry(page, 'Corner shop').waitFor({ state: 'detached' });
    // The entry leaves the list at once; the notice follows when it is deleted.
    await page.getByText('Undone: Corner shop').waitFor();
    await page.reload();
    await page.getByText('No entries yet').waitFor();
  });

  test('is saved once if its answer is lost', async ({ signedIn: page }) => {
    let lost = 0;
    await page.route(WRITES, async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await enter(page, '7', 'Kiosk');
    expect(lost).toBe(1);
    await page.reload();
    await entry(page, 'Kiosk').first().waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
  });

  test('is saved once if all its answers are lost and it is sent again by hand', async ({ page, site }) => {
    await page.clock.install();
    await signUp(page, site);
    let isLost = true;
    await page.route(WRITES, async (route) => {
      if (route.request().method() !== 'POST' || !isLost) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('Amount').fill('7');
    await page.getByLabel('Payee').fill('Kiosk');
    await press(page, 'Add expense');
    await expect.poll(() => page.clock.fastForward(5_000).then(() => page.getByText('It may not be saved').isVisible())).toBe(true);
    isLost = false;
    await press(page, 'Add expense');
    await page.getByText('Saved €7.00').waitFor();
    await page.reload();
    await entry(page, 'Kiosk').first().waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
  });

  test('is sent again after a reload before its answer, and is saved once', async ({ signedIn: page }) => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    let sent = 0;
    await page.route(WRITES, async (route) => {
      if (route.request().method() !== 'POST' || sent++ > 0) return route.continue();
      await route.fetch();
      return arrive();
    });
    await page.getByLabel('Amount').fill('7');
    await page.getByLabel('Payee').fill('Kiosk');
    await press(page, 'Add expense');
    await arrived;
    await page.reload();
    await page.getByText('Saved €7.00').waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
    await page.reload();
    await entry(page, 'Kiosk').first().waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
  });

  test('does not overwrite newer input when it is refused', async ({ signedIn: page }) => {
    await page.getByLabel('Payee').evaluate((input) => input.removeAttribute('maxlength'));
    // The entry is listed at once, so the list does not show whether it was sent.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route(WRITES, async (route) => {
      if (route.request().method() === 'POST') await released;
      return route.continue();
    });
    await page.getByLabel('Amount').fill('12');
    await page.getByLabel('Payee').fill('x'.repeat(300));
    await press(page, 'Add expense');
    await page.getByText('Saving').waitFor();
    await page.getByLabel('Amount').fill('34');
    release();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('34');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('Payee must be').or(page.getByText('Payee is')).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('12');
  });

  test('has the current day even on a page open for days, or the day that was chosen', async ({ signedIn: page }) => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });
    // The first page is rendered before the server knows the time zone.
    const date = page.locator('[name=date]');
    await expect.poll(() => date.inputValue()).toBe(day(inDays(0)));
    await page.clock.setFixedTime(inDays(1));
    await page.getByLabel('Payee').focus();
    expect(await date.inputValue()).toBe(day(inDays(1)));
    await chooseDate(page, '2026-02-03');
    await page.clock.setFixedTime(inDays(2));
    await page.getByLabel('Payee').focus();
    expect(await date.inputValue()).toBe('2026-02-03');
  });
});

/** Where pages send entries. */
const WRITES = '**/api/entries';
/** The name of the field that has the focus. */
const focused = (page: Page) => page.locator(':focus').getAttribute('name');
const select = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

describe('the date of an entry', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const short = (date: Date) =>
    date.toLocaleDateString('en-GB', { timeZone: 'Europe/Berlin', day: 'numeric', month: 'short', year: 'numeric' });

  test('is shown below the amount, and in the notice unless it is today, and counts for one entry', async ({ signedIn: page }) => {
    const chip = page.getByRole('button', { name: /^Date: / });
    await chooseDate(page, '2026-02-03');
    expect(await chip.textContent()).toBe('Date: 3 Feb 2026');
    await enter(page, '5', 'Kiosk');
    await page.getByText('Saved €5.00 · Kiosk').filter({ hasText: '3 Feb 2026' }).waitFor();
    expect(await chip.textContent()).toBe('Date: Today');
    await enter(page, '6', 'Bakery');
    expect(await page.getByText('Saved €6.00 · Bakery').textContent()).toBe('Saved €6.00 · Bakery');
    await page.getByRole('heading', { name: short(new Date()) }).waitFor();
  });

  test('is today even if midnight passed since the form had the focus', async ({ signedIn: page }) => {
    await page.getByLabel('Amount').fill('5');
    await page.getByLabel('Payee').fill('Kiosk');
    await page.clock.setFixedTime(inDays(1));
    await form(page, 'Add an entry').evaluate((element: HTMLFormElement) => element.requestSubmit());
    await page.getByText('Saved €5.00').waitFor();
    await page.getByRole('heading', { name: short(inDays(1)) }).waitFor();
  });

  test('does not hide the entry that was just made', async ({ signedIn: page }) => {
    for (let index = 0; index < 9; index++) {
      await chooseDate(page, '2027-05-01');
      await enter(page, '5', `Next year ${index}`);
    }
    await enter(page, '6', 'Bakery');
    await page.reload();
    expect(await page.getByRole('listitem').first().textContent()).toContain('Bakery');
  });
});

describe('a refused entry', () => {
  test('focuses the field that is wrong', async ({ signedIn: page }) => {
    await chooseAccount(page, 'Cash');
    await select(page, 'Currency').selectOption('USD');
    await page.getByLabel('Amount').fill('5');
    await press(page, 'Add expense');
    await page.getByText('Exchange rate is required').waitFor();
    await expect.poll(() => focused(page)).toBe('rate');
    await page.getByLabel('Exchange rate').fill('0.9');
    await press(page, 'Add expense');
    await page.getByText('Saved US$5.00').waitFor();
  });

  test('shows an error of one tag at the tags', async ({ signedIn: page }) => {
    await openDetails(page);
    await page.getByLabel('Tags').fill(`trip, ${'x'.repeat(41)}`);
    await page.getByLabel('Amount').fill('5');
    await press(page, 'Add expense');
    await page.getByText('Tag 2 must be at most 40 characters long.').waitFor();
    await expect.poll(() => focused(page)).toBe('tags');
    expect(await page.getByLabel('Tags').getAttribute('aria-invalid')).toBe('true');
  });

  test('offers only what there still is', async ({ signedIn: page, context, site }) => {
    await page.getByLabel('Category').selectOption({ label: 'Leisure' });
    const other = await context.newPage();
    await other.goto(`${site}/categories`);
    await other.getByLabel('Edit Leisure').first().click();
    await press(other, 'Delete Leisure');
    await other.getByText('Deleted Leisure').waitFor();
    await page.getByLabel('Amount').fill('5');
    await page.getByLabel('Payee').fill('Kiosk');
    await press(page, 'Add expense');
    await page.getByText('Category must be one of your categories.').waitFor();
    await expect.poll(() => page.getByLabel('Category').locator('option', { hasText: 'Leisure' }).count()).toBe(0);
    await chooseAccount(page, 'Cash');
    await other.goto(`${site}/accounts`);
    await other.getByLabel('Edit Cash').first().click();
    other.on('dialog', (dialog) => void dialog.accept());
    await press(other, 'Delete Cash');
    await other.getByText('Account deleted.').waitFor();
    await press(page, 'Add expense');
    await page.getByText('Account must be one of your accounts.').waitFor();
    await page.getByRole('button', { name: 'Account: Deleted account' }).waitFor();
    await chooseAccount(page, 'No account');
    await press(page, 'Add expense');
    await page.getByText('Saved €5.00').waitFor();
  });

  test('shows an error of a field that the form lacks above the form', async ({ signedIn: page, context, site }) => {
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Dollars');
    await form(page, 'New account').getByLabel('Currency').selectOption('USD');
    await press(page, 'Add account');
    await page.getByText('Dollars added.').waitFor();
    await page.goto(site);
    const other = await context.newPage();
    await other.goto(`${site}/settings`);
    await form(other, 'Profile').getByLabel('Home currency').selectOption('USD');
    await form(other, 'Profile').getByRole('button', { name: 'Save' }).click();
    await other.getByText('Saved.').waitFor();
    await chooseAccount(page, 'Dollars');
    await page.getByLabel('Amount').fill('5');
    await press(page, 'Add expense');
    await page.getByRole('alert').filter({ hasText: 'Exchange rate is required' }).waitFor();
  });
});

describe('the entry form', () => {
  test('ignores the second press of a double tap', async ({ signedIn: page }) => {
    await page.getByLabel('Amount').fill('5');
    await page.getByLabel('Payee').fill('Kiosk');
    await page.getByRole('button', { name: 'Add expense' }).dblclick();
    await page.getByText('Saved €5.00').waitFor();
    await expect.poll(() => page.getByText('Amount must be a number').count()).toBe(0);
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
    // A press on an empty form still says what is missing.
    await page.getByLabel('Payee').fill('Bakery');
    await press(page, 'Add expense');
    await page.getByText('Amount must be a number').waitFor();
  });

  test('starts with an expense, whatever the entry before was', async ({ signedIn: page }) => {
    await page.getByText('Income', { exact: true }).first().click();
    await page.getByLabel('Amount').fill('5');
    await page.getByLabel('Payer').fill('Employer');
    await press(page, 'Add income');
    await page.getByText('Saved +€5.00').waitFor();
    await enter(page, '3', 'Kiosk');
    await page.getByText('Saved €3.00').waitFor();
  });

  test('keeps its input while another kind is looked at', async ({ signedIn: page }) => {
    await page.getByLabel('Payee').fill('Kiosk');
    await page.getByLabel('Category').selectOption({ label: 'Leisure' });
    await select(page, 'Currency').selectOption('USD');
    await page.getByLabel('Exchange rate').fill('0.9');
    await chooseAccount(page, 'Cash');
    await page.getByText('Transfer', { exact: true }).click();
    await page.getByLabel('From').waitFor();
    await page.getByText('Expense', { exact: true }).click();
    await page.getByLabel('Amount').fill('5');
    await press(page, 'Add expense');
    await page.getByText('Saved US$5.00 · Kiosk').waitFor();
    await entry(page, 'Kiosk').getByText('Leisure · Cash').waitFor();
  });
});

describe('the category', () => {
  test('is guessed from the whole payee as it is typed, by kind, and withdrawn when it no longer matches', async ({ signedIn: page }) => {
    const payee = page.getByLabel('Payee').or(page.getByLabel('Payer'));
    const category = () => page.getByLabel('Category').locator('option:checked').textContent();
    await page.getByLabel('Category').selectOption({ label: 'Health' });
    await enter(page, '5', 'Boots');
    await payee.pressSequentially('Boot');
    expect(await category()).toBe('None');
    await payee.pressSequentially('s');
    expect(await category()).toBe('Health');
    await payee.pressSequentially('haus');
    expect(await category()).toBe('None');
    await payee.fill('Boots');
    expect(await category()).toBe('Health');
    await page.getByText('Income', { exact: true }).first().click();
    expect(await category()).toBe('None');
    await page.getByText('Expense', { exact: true }).click();
    await page.getByLabel('Amount').fill('6');
    await payee.fill('boots');
    await payee.press('Enter');
    await page.getByText('Saved €6.00').waitFor();
    await page.reload();
    await entry(page, 'boots').filter({ hasText: '€6.00' }).getByText('Health').waitFor();
  });
});

describe('the focus', () => {
  test('stays on the page after a deletion and an undo', async ({ signedIn: page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await enter(page, '5', 'Kiosk');
    await enter(page, '6', 'Bakery');
    await page.reload();
    const isOnBody = () => page.evaluate(() => document.activeElement === document.body);
    await press(page, 'Delete Bakery');
    await page.getByText('Deleted Bakery').waitFor();
    expect(await isOnBody()).toBe(false);
    await press(page, 'Undo');
    await page.getByText('Restored Bakery').waitFor();
    expect(await isOnBody()).toBe(false);
    await expect.poll(() => entry(page, 'Bakery').count()).toBe(1);
    await press(page, 'Delete Bakery');
    await press(page, 'Delete Kiosk');
    await page.getByText('No entries yet').waitFor();
    expect(await isOnBody()).toBe(false);
    expect(errors).toEqual([]);
  });

  test('stays on the page when a notice closes by itself', async ({ signedIn: page }) => {
    await page.clock.install();
    await enter(page, '5', 'Kiosk');
    await press(page, 'Delete Kiosk');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.focus();
    await page.clock.fastForward(10_000);
    await undo.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });
});

describe('an entry on a phone', () => {
  test.override('window', PHONE);

  test('can be typed on the keypad', async ({ signedIn: page }) => {
    for (const key of ['4', 'Decimal point', '2', '0'])
      await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: key, exact: true }).click();
    expect(await page.getByLabel('Amount').inputValue()).toBe('4.20');
  });
});
