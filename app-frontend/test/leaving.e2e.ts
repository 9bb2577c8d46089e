import type { Dialog, Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { currentPath, enter, form, openDetails, PASSWORD, press, test } from './browser';

/** Answers the question that leaving asks, and returns what it says. */
async function answer(page: Page, accept: boolean, leave: () => Promise<unknown>): Promise<string> {
  const asked = page.waitForEvent('dialog', { timeout: 30_000 });
  const left = leave().catch(() => undefined);
  const dialog = await asked;
  await (accept ? dialog.accept() : dialog.dismiss());
  await left;
  return dialog.message();
}

const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

/** Every form that holds what someone typed, with a field of it; a new text is typed, or another option chosen. */
const FORMS: { path: string; open?: string; name: string; field: string; option?: string }[] = [
  { path: '/accounts', name: 'New account', field: 'Name' },
  { path: '/accounts', name: 'New account', field: 'Kind', option: 'card' },
  { path: '/accounts', open: 'Edit Cash', name: 'Edit Cash', field: 'Opening balance' },
  { path: '/categories', name: 'New category', field: 'Name' },
  { path: '/categories', open: 'Edit Groceries', name: 'Edit Groceries', field: 'Colour', option: '#123456' },
  { path: '/tags', open: 'Edit trip', name: 'Rename trip', field: 'Name' },
  { path: '/settings', name: 'Profile', field: 'Name' },
  { path: '/settings', name: 'Profile', field: 'Home currency', option: 'USD' },
  { path: '/settings', name: 'Password', field: 'New password' },
  { path: '/settings', name: 'Email address', field: 'New email address' },
  { path: '/settings', name: 'New API token', field: 'What is it for?' },
  { path: '/settings', name: 'Delete your account', field: 'Confirm your password' },
];

async function change(field: Locator, option: string | undefined): Promise<string> {
  if (option === undefined || option.startsWith('#')) await field.fill(option ?? 'typed');
  else await field.selectOption(option);
  return field.inputValue();
}

describe('what is typed', () => {
  test('in any form is not lost by a link without a question', async ({ signedIn: page, site }) => {
    await openDetails(page);
    await page.getByLabel('Tags').fill('trip');
    await enter(page, '3', 'Bakery');
    for (const { path, open, name, field: label, option } of FORMS) {
      await page.goto(site + path);
      if (open) await page.getByLabel(open).first().click();
      const field = form(page, name).getByLabel(label, { exact: true });
      const typed = await change(field, option);
      expect(await answer(page, false, () => goTo(page, 'Month')), name).toBe(`Your changes to “${name}” are not saved. Discard them?`);
      expect(await field.inputValue(), name).toBe(typed);
      await answer(page, true, () => goTo(page, 'Month'));
      await page.getByRole('heading', { level: 1, name: /\d{4}/ }).waitFor();
    }
  });

  test('for the selected entries is not lost by a link, and stays while one of them is opened', async ({ signedIn: page, site }) => {
    await enter(page, '3', 'Bakery');
    await page.goto(`${site}/transactions`);
    await page.getByLabel('Select all on this page').check();
    const tags = form(page, 'Edit selected entries').getByLabel('Tags for all selected');
    await tags.fill('trip');
    await page.getByRole('button', { name: 'Bakery' }).click();
    await form(page, 'Edit').getByLabel('Note').fill('rye');
    expect(await answer(page, false, () => goTo(page, 'Accounts'))).toBe(
      'Your changes to the selected entries and this entry are not saved. Discard them?',
    );
    expect(await tags.inputValue()).toBe('trip');
    expect(await answer(page, true, () => form(page, 'Edit').getByLabel('Note').press('Escape'))).toContain('to this entry are');
    expect(await tags.inputValue()).toBe('trip');
  });

  test('is not lost by going back, nor by a reload, without a question', async ({ signedIn: page }) => {
    for (const name of ['Month', 'Accounts']) {
      await goTo(page, name);
      await page.getByRole('heading', { level: 1, name: name === 'Month' ? /\d{4}/ : name }).waitFor();
    }
    const name = form(page, 'New account').getByLabel('Name');
    await name.fill('Savings');
    // The keyboard's way to the content leaves nothing.
    await page.getByText('Skip to content').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#content');
    let asked = 0;
    const decline = (dialog: Dialog) => {
      asked += 1;
      return dialog.dismiss();
    };
    page.on('dialog', decline);
    await page.goBack();
    await page.goForward();
    await page.goBack();
    expect(asked).toBe(0);
    page.off('dialog', decline);
    expect(await name.inputValue()).toBe('Savings');
    for (let count = 0; count < 2; count++) {
      await answer(page, false, () => page.evaluate(() => history.back()));
      await expect.poll(() => currentPath(page)).toBe('/accounts');
      expect(await name.inputValue()).toBe('Savings');
    }
    await answer(page, false, () => page.reload({ timeout: 2_000 }));
    expect(await name.inputValue()).toBe('Savings');
    await answer(page, true, () => page.evaluate(() => history.back()));
    await page.getByRole('heading', { level: 1, name: /\d{4}/ }).waitFor();
  });

  test('is asked about each time, though scripts ran only at a part of the page', async ({ signedIn: page, site }) => {
    await goTo(page, 'Accounts');
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    await page.getByText('Skip to content').press('Enter');
    await expect.poll(() => page.url()).toBe(`${site}/accounts#content`);
    await page.reload();
    await form(page, 'New account').getByLabel('Name').fill('Savings');
    await page.goBack();
    for (let count = 0; count < 2; count++) {
      await answer(page, false, () => page.evaluate(() => history.back()));
      await expect.poll(() => currentPath(page)).toBe('/accounts');
    }
  });

  test('is asked about after it was refused, and not once it is saved', async ({ signedIn: page, site }) => {
    page.on('dialog', (dialog) => void dialog.dismiss());
    await page.goto(`${site}/accounts`);
    const account = form(page, 'New account');
    await account.getByLabel('Name').fill('Cash');
    await press(page, 'Add account');
    await account.getByRole('alert').first().waitFor();
    const asked = page.waitForEvent('dialog');
    await goTo(page, 'Month');
    await asked;
    expect(await account.getByLabel('Name').inputValue()).toBe('Cash');
    await account.getByLabel('Name').fill('Savings');
    await press(page, 'Add account');
    await account.getByText('Savings added.').waitFor();
    await goTo(page, 'Categories');
    await page.getByRole('heading', { name: 'Categories', exact: true }).waitFor();
    await page.getByLabel('Edit Groceries').first().click();
    await form(page, 'Edit Groceries').getByLabel('Name').fill('Food shopping');
    await form(page, 'Edit Groceries').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await goTo(page, 'Accounts');
    await page.getByRole('heading', { name: 'Accounts', exact: true }).waitFor();
  });

  test('stays in its form if the site does not answer, which says that it is not known', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    const account = form(page, 'New account');
    await account.getByLabel('Name').fill('Savings');
    await account.getByLabel('Kind').selectOption('card');
    const abort = (route: { abort: () => Promise<void> }) => route.abort();
    await page.route('**/accounts', abort);
    await press(page, 'Add account');
    await account.getByText("Can't connect right now, so it isn't known whether this took effect.").waitFor();
    expect(await account.getByLabel('Name').inputValue()).toBe('Savings');
    expect(await account.getByLabel('Kind').inputValue()).toBe('card');
    await page.unroute('**/accounts', abort);
    await press(page, 'Add account');
    await account.getByText('Savings added.').waitFor();
  });
});

test('a change in another tab is not wiped, and is shown where both changed the same', async ({ signedIn: page, context, site }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${site}/accounts`);
    await tab.getByLabel('Edit Cash').first().click();
  }
  const edit = (tab: Page) => tab.getByRole('form', { name: /^Edit / });
  const save = (tab: Page) => edit(tab).getByRole('button', { name: 'Save' }).click();
  await edit(page).getByLabel('Name').fill('Wallet');
  await save(page);
  await page.getByText('Saved.').waitFor();
  // Another field: both stay.
  await edit(other).getByLabel('Opening balance').fill('50');
  await save(other);
  await other.getByText('Saved.').waitFor();
  await other.getByRole('heading', { name: 'Wallet' }).waitFor();
  await edit(page).getByLabel('Opening balance').fill('70');
  await save(page);
  await page.getByText('Changed elsewhere to “50.00” since you opened this page. Save again to replace that.').waitFor();
  expect(await edit(page).getByLabel('Opening balance').inputValue()).toBe('70');
  await save(page);
  await page.getByText('€70.00').first().waitFor();
});

test('what is typed at the sign-up stays if the site does not answer', async ({ page, site }) => {
  await page.goto(`${site}/sign-up`);
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Currency').selectOption('USD');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.route('**/sign-up', (route) => route.abort());
  await press(page, 'Create account');
  await page.getByText("Can't connect right now").waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe('ada@example.com');
  expect(await page.getByLabel('Currency').inputValue()).toBe('USD');
});

test('an export leaves the page as it is, and asks nothing', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/settings`);
  await form(page, 'Profile').getByLabel('Name').fill('Ada');
  page.on('dialog', (dialog) => {
    throw new Error(`It asked: ${dialog.type()}`);
  });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export everything' }).click()]);
  expect(file.suggestedFilename()).toBe('expenses.json');
  expect(await form(page, 'Profile').getByLabel('Name').inputValue()).toBe('Ada');
});

describe('a deletion that nothing undoes', () => {
  test('asks first, says what it did, and leaves the focus on the page', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    await page.getByLabel('Edit Cash').first().click();
    expect(await answer(page, false, () => press(page, 'Delete Cash'))).toBe("Delete the account “Cash”? This can't be undone.");
    await page.getByRole('heading', { name: 'Cash' }).waitFor();
    await answer(page, true, () => press(page, 'Delete Cash'));
    await page.getByText('Account deleted.').waitFor();
    await page.getByText('No accounts yet').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });
});
