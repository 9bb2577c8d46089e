import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { enter, entry, form, hydrated, logIn, PASSWORD, press, signUp, test } from './browser';

/** Where pages send entries. */
const WRITES = '**/api/entries';

const fill = async (page: Page, amount: string, payee: string) => {
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('Payee').fill(payee);
};
const unsaved = (page: Page) => page.getByRole('status', { name: 'Not saved yet' });
/** Cuts the page off, and returns a function that connects it again. */
async function cutOff(page: Page): Promise<() => Promise<void>> {
  const abort = (route: { abort: () => Promise<void> }) => route.abort();
  await page.route(WRITES, abort);
  return () => page.unroute(WRITES, abort);
}

describe('an entry that is not saved yet', () => {
  test('stays on other pages, and is saved from there', async ({ page, site }) => {
    await page.clock.install();
    await signUp(page, site);
    const connect = await cutOff(page);
    await fill(page, '7', 'Kiosk');
    await press(page, 'Add expense');
    await page.getByRole('link', { name: 'Transactions' }).click();
    await page.getByRole('heading', { name: 'Transactions' }).waitFor();
    await expect.poll(() => page.clock.fastForward(5_000).then(() => unsaved(page).getByText('€7.00 · Kiosk').isVisible())).toBe(true);
    await connect();
    await press(page, 'Try again');
    await page.getByRole('cell', { name: '€7.00' }).waitFor();
    await unsaved(page).waitFor({ state: 'detached' });
  });

  test('is sent after a reload', async ({ signedIn: page }) => {
    const connect = await cutOff(page);
    await fill(page, '7', 'Kiosk');
    await press(page, 'Add expense');
    await entry(page, 'Kiosk').getByText('Saving').waitFor();
    await connect();
    await page.reload();
    await page.getByText('Saved €7.00').waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
  });

  test('is sent after a login if the session has ended', async ({ page, context, site }) => {
    const email = await signUp(page, site);
    await context.clearCookies();
    await fill(page, '7', 'Kiosk');
    await press(page, 'Add expense');
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await logIn(page, email);
    await page.getByText('Saved €7.00').waitFor();
    await expect.poll(() => entry(page, 'Kiosk').count()).toBe(1);
  });

  test('is never shown to nor saved for another person', async ({ page, context, site }) => {
    const email = await signUp(page, site);
    await fill(page, '7', 'Kiosk');
    const other = await context.newPage();
    await signUp(other, site);
    await press(page, 'Add expense');
    // The page turns into one of the person who is signed in now.
    await page.getByText('No entries yet').waitFor();
    await expect.poll(() => page.getByText('Kiosk').count()).toBe(0);
    expect(await page.getByLabel('Payee').inputValue()).toBe('');
    await context.clearCookies();
    await page.goto(`${site}/login`);
    await logIn(page, email);
    await page.getByText('Saved €7.00').waitFor();
  });

  test('is not hidden by the notice of another that is saved', async ({ signedIn: page }) => {
    await page.getByLabel('Payee').evaluate((input) => input.removeAttribute('maxlength'));
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route(WRITES, async (route) => {
      await released;
      return route.continue();
    });
    await fill(page, '12', 'x'.repeat(300));
    await press(page, 'Add expense');
    await fill(page, '34', 'Bakery');
    await press(page, 'Add expense');
    await fill(page, '56', 'Kiosk');
    release();
    await page.getByText('Saved €34.00').waitFor();
    await unsaved(page).getByText('€12.00').waitFor();
    // Editing one does not overwrite the other.
    await press(page, 'Edit');
    expect(await page.getByLabel('Amount').inputValue()).toBe('12');
    await unsaved(page).getByText('€56.00 · Kiosk').waitFor();
    await press(page, 'Edit');
    await expect.poll(() => page.getByLabel('Payee').inputValue()).toBe('Kiosk');
    await press(page, 'Discard');
    await unsaved(page).waitFor({ state: 'detached' });
    await press(page, 'Undo');
    // In place of the notice about the one that was saved.
    await unsaved(page).getByText('€12.00').waitFor();
  });

  test('asks before the page is left', async ({ signedIn: page, site }) => {
    await cutOff(page);
    await fill(page, '7', 'Kiosk');
    await press(page, 'Add expense');
    await entry(page, 'Kiosk').getByText('Saving').waitFor();
    const asked = page.waitForEvent('dialog');
    const left = page.goto(`${site}/login`).catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await left;
    await entry(page, 'Kiosk').waitFor();
  });

  test('is deleted by logging out, which asks', async ({ page, context, site }) => {
    const email = await signUp(page, site);
    await fill(page, '7', 'Kiosk');
    page.once('dialog', (dialog) => dialog.dismiss());
    await press(page, 'Log out');
    expect(await page.getByLabel('Payee').inputValue()).toBe('Kiosk');
    page.once('dialog', (dialog) => {
      expect(dialog.message()).toContain('1 entry is not saved yet');
      return dialog.accept();
    });
    await press(page, 'Log out');
    await logIn(page, email);
    await page.getByLabel('Payee').waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(await page.getByLabel('Payee').inputValue()).toBe('');
    await context.clearCookies();
  });

  test('is deleted with the account, after a question', async ({ signedIn: page }) => {
    await fill(page, '7', 'Kiosk');
    await page.getByRole('link', { name: 'Settings' }).click();
    await form(page, 'Delete your account').getByLabel('Confirm your password').fill(PASSWORD);
    page.once('dialog', (dialog) => dialog.dismiss());
    await press(page, 'Delete account');
    await unsaved(page).getByText('€7.00 · Kiosk').waitFor();
    await form(page, 'Delete your account').getByLabel('Confirm your password').fill(PASSWORD);
    page.once('dialog', (dialog) => dialog.accept());
    await press(page, 'Delete account');
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('is said to need the open page where the browser stores nothing', async ({ page, site }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('', 'QuotaExceededError');
      };
    });
    await signUp(page, site);
    await fill(page, '7', 'Kiosk');
    await page.getByText('Keep the page open').waitFor();
    await press(page, 'Add expense');
    await page.getByText('Saved €7.00').waitFor();
    await page.getByText('Keep the page open').waitFor({ state: 'detached' });
  });
});

test('the notice of a saved entry is not for the person who signs up next', async ({ signedIn: page }) => {
  await fill(page, '7', 'Kiosk');
  await press(page, 'Add expense');
  await page.getByText('Saved €7.00').waitFor();
  await press(page, 'Log out');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Currency').waitFor();
  await page.getByLabel('Email').fill(`${crypto.randomUUID()}@example.com`);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Create account');
  await page.getByLabel('Amount').waitFor();
  await expect.poll(() => page.getByText('Saved €7.00').count()).toBe(0);
});

test('what is typed survives other pages and a reload', async ({ signedIn: page }) => {
  await fill(page, '7', 'Kiosk');
  await page.getByRole('link', { name: 'Accounts' }).click();
  await unsaved(page).getByText('€7.00 · Kiosk').waitFor();
  await press(page, 'Edit');
  await expect.poll(() => page.getByLabel('Payee').inputValue()).toBe('Kiosk');
  await page.reload();
  await expect.poll(() => page.getByLabel('Payee').inputValue()).toBe('Kiosk');
  expect(await page.getByLabel('Amount').inputValue()).toBe('7');
  await press(page, 'Add expense');
  await page.getByText('Saved €7.00').waitFor();
});

test('what is typed is in the form again after a look at another page', async ({ signedIn: page }) => {
  await fill(page, '7', 'Kiosk');
  const leave = async () => {
    await page.getByRole('link', { name: 'Accounts' }).click();
    await unsaved(page).getByText('€7.00 · Kiosk').waitFor();
  };
  const isBack = async () => {
    await expect.poll(() => page.getByLabel('Payee').inputValue()).toBe('Kiosk');
    expect(await page.getByLabel('Amount').inputValue()).toBe('7');
  };
  await leave();
  await page.getByRole('link', { name: 'Enter', exact: true }).click();
  await isBack();
  await leave();
  await page.goBack();
  await isBack();
});

test('fields that a page loads once they are needed wait for the connection, and the page stays', async ({
  signedIn: page,
  context,
  site,
}) => {
  const withoutConnection = async (act: () => Promise<void>) => {
    await context.setOffline(true);
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('.js'));
    await act();
    await failed;
  };
  await hydrated(page.getByLabel('Amount'));
  await withoutConnection(() => page.getByText('Transfer', { exact: true }).click());
  await page.getByLabel('Amount').fill('5');
  await context.setOffline(false);
  await page.getByLabel('From').waitFor();
  expect(await page.getByLabel('Amount').inputValue()).toBe('5');
  await page.getByText('Expense', { exact: true }).click();
  await enter(page, '7', 'Kiosk');
  await page.goto(`${site}/transactions`);
  await hydrated(page.getByRole('button', { name: 'Kiosk' }));
  await withoutConnection(() => page.getByRole('button', { name: 'Kiosk' }).click());
  await page.getByRole('heading', { name: 'Transactions' }).waitFor();
  await context.setOffline(false);
  await form(page, 'Edit').waitFor();
});

test('what is typed in one tab does not appear in another until the tab is closed', async ({ signedIn: page, context, site }) => {
  await fill(page, '7', 'Kiosk');
  const other = await context.newPage();
  await other.goto(site);
  await enter(other, '8', 'Bakery');
  await expect.poll(() => other.getByText('Kiosk').count()).toBe(0);
  await page.close();
  await expect.poll(() => other.getByLabel('Payee').inputValue()).toBe('Kiosk');
  await form(other, 'Add an entry').waitFor();
});
