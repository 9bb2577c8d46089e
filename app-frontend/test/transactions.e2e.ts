import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { currentPath, enter, form, openDetails, press, test } from './browser';

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
  await expect.poll(() => page.getByRole('button', { name: 'Cinema' }).count()).toBe(0);
  await waitForShortcuts(page);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await form(page, 'Edit').waitFor();
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
  await expect.poll(() => page.getByRole('button', { name: 'Pastry' }).count()).toBe(0);
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
  await page.getByText('Restored 2 entries').waitFor();
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
  const chosen = form(page, 'Edit selected entries').getByLabel('Category for all selected');
  expect(await chosen.locator('option:checked').textContent()).toBe('Groceries');
  // Applying nothing says what is missing.
  await chosen.selectOption('');
  await press(page, 'Apply');
  await page.getByText('Choose a category, an account or tags for the selected entries first.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('cell', { name: 'Groceries' }).count()).toBe(0);
});

test('an undone deletion restores the same entries in the same order', async ({ signedIn: page, site }) => {
  for (const payee of ['Bakery', 'Cinema', 'Kiosk']) await enter(page, '3', payee);
  await page.goto(`${site}/transactions`);
  const ids = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row));
  const before = await ids();
  expect(before).toHaveLength(3);
  await page.getByLabel('Select all on this page').check();
  await form(page, 'Edit selected entries').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted 3 entries').waitFor();
  const isOnBody = () => page.evaluate(() => document.activeElement === document.body);
  expect(await isOnBody()).toBe(false);
  await press(page, 'Undo');
  await page.getByText('Restored 3 entries').waitFor();
  expect(await isOnBody()).toBe(false);
  expect(await ids()).toEqual(before);
});

test('saving sends only what was changed', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await press(page, 'Add account');
  await page.getByText('Savings added.').waitFor();
  await page.goto(site);
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('50');
  await page.getByRole('combobox', { name: 'From' }).selectOption({ label: 'Cash (EUR)' });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await page.getByLabel('Payee').fill('Myself');
  await openDetails(page);
  await page.getByLabel('Note').fill('one\ntwo');
  await press(page, 'Add transfer');
  await page.getByText('Saved €50.00 · Myself').waitFor();
  await page.goto(`${site}/transactions`);
  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/api/entries') ? 1 : 0));
  await page.getByRole('button', { name: 'Myself' }).click();
  expect(await form(page, 'Edit').getByLabel('Note').inputValue()).toBe('one\ntwo');
  await press(page, 'Save');
  await form(page, 'Edit').waitFor({ state: 'detached' });
  expect(sent).toBe(0);
  await page.getByRole('button', { name: 'Myself' }).click();
  await form(page, 'Edit').getByLabel('Amount').fill('60');
  const request = page.waitForRequest('**/api/entries');
  await press(page, 'Save');
  expect((await request).postDataJSON().write.change).toEqual({ amount: 6000, toAmount: 6000 });
  await page.getByRole('cell', { name: '€60.00' }).waitFor();
  await page.getByRole('button', { name: 'Myself' }).click();
  expect(await form(page, 'Edit').getByLabel('Note').inputValue()).toBe('one\ntwo');
});

test('an entry that was changed in another tab shows both versions, and one is chosen', async ({ signedIn: page, context, site }) => {
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/transactions`);
  const other = await context.newPage();
  await other.goto(`${site}/transactions`);
  const edit = async (tab: Page, field: string, text: string) => {
    await tab.getByRole('button', { name: 'Bakery' }).click();
    await form(tab, 'Edit').getByLabel(field).fill(text);
  };
  await edit(page, 'Note', 'mine');
  await edit(other, 'Amount', '4');
  await press(other, 'Save');
  await other.getByRole('cell', { name: '€4.00' }).waitFor();
  await press(page, 'Save');
  await page.getByText('was changed elsewhere').waitFor();
  expect(await page.getByRole('row', { name: 'Amount' }).last().textContent()).toBe('Amount3.004.00');
  await press(page, 'Use the other one');
  expect(await form(page, 'Edit').getByLabel('Amount').inputValue()).toBe('4.00');
  await form(page, 'Edit').getByLabel('Note').fill('mine');
  await edit(other, 'Amount', '5');
  await press(other, 'Save');
  await other.getByRole('cell', { name: '€5.00' }).waitFor();
  await press(page, 'Save');
  await press(page, 'Save mine');
  await page.getByRole('cell', { name: '€4.00' }).waitFor();
  await page.getByText('mine').first().waitFor();
});

test('an edit that is not saved is kept if leaving it is declined', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await enter(page, '5', 'Cinema');
  await page.goto(`${site}/transactions`);
  const edit = form(page, 'Edit');
  await page.getByRole('button', { name: 'Bakery' }).click();
  let asked = 0;
  const answer = async (accept: boolean, leave: () => Promise<unknown>) => {
    asked = 0;
    page.once('dialog', (dialog) => {
      asked += 1;
      expect(dialog.message()).toContain('not saved');
      return accept ? dialog.accept() : dialog.dismiss();
    });
    await leave();
    expect(asked).toBe(1);
  };
  await edit.getByLabel('Note').fill('with rye');
  const ways = [
    () => page.getByRole('link', { name: 'Accounts' }).click(),
    () => page.getByRole('button', { name: 'Cinema' }).click(),
    () => page.getByRole('combobox', { name: 'Kind' }).selectOption('income'),
  ];
  for (const leave of ways) {
    await answer(false, leave);
    expect(await edit.getByLabel('Note').inputValue()).toBe('with rye');
  }
  expect(await page.getByRole('combobox', { name: 'Kind' }).inputValue()).toBe('');
  await answer(true, ways[0]!);
  await page.getByRole('heading', { name: 'Accounts' }).waitFor();
  // Without changes, nothing asks.
  await page.getByRole('link', { name: 'Transactions' }).click();
  await page.getByRole('button', { name: 'Bakery' }).click();
  await edit.waitFor();
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('heading', { name: 'Accounts' }).waitFor();
});

describe('an edit that is not saved', () => {
  const note = (page: Page) => form(page, 'Edit').getByLabel('Note');
  /** Opens the list, by links, and types a note that is not saved. */
  const typeNote = async (page: Page) => {
    await enter(page, '3', 'Bakery');
    await enter(page, '5', 'Cinema');
    for (const name of ['Accounts', 'Transactions']) {
      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Bakery' }).click();
    await note(page).fill('with rye');
  };
  /** Answers the question that leaving asks, and returns its kind. */
  const answer = async (page: Page, accept: boolean, leave: () => Promise<unknown>) => {
    const asked = page.waitForEvent('dialog');
    const left = leave().catch(() => undefined);
    const dialog = await asked;
    await (accept ? dialog.accept() : dialog.dismiss());
    await left;
    return dialog.type();
  };

  test.for(['back', 'forward'] as const)(
    'is not lost by the browser button to go %s without a question',
    async (way, { signedIn: page }) => {
      await typeNote(page);
      if (way === 'forward') {
        await answer(page, true, () => page.getByRole('link', { name: 'Accounts' }).click());
        await page.getByRole('heading', { name: 'Accounts' }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { name: 'Transactions' }).waitFor();
        await page.getByRole('button', { name: 'Bakery' }).click();
        await note(page).fill('with rye');
      }
      const go = () => page.evaluate((steps) => history.go(steps), way === 'back' ? -1 : 1);
      // Declined twice: the first time is not the last.
      for (let count = 0; count < 2; count++) {
        expect(await answer(page, false, go)).toBe('confirm');
        await expect.poll(() => currentPath(page)).toBe('/transactions');
        expect(await note(page).inputValue()).toBe('with rye');
      }
      await answer(page, true, go);
      await page.getByRole('heading', { name: 'Accounts' }).waitFor();
      // Once it is left, nothing asks any more.
      await page.goBack();
      await page.goForward();
      await page.getByRole('heading', { name: 'Accounts', exact: true }).waitFor();
    },
  );

  test('is not lost by a reload without a question', async ({ signedIn: page }) => {
    await typeNote(page);
    expect(await answer(page, false, () => page.reload({ timeout: 2_000 }))).toBe('beforeunload');
    expect(await note(page).inputValue()).toBe('with rye');
  });

  test('is not lost by Escape without a question', async ({ signedIn: page }) => {
    await typeNote(page);
    expect(await answer(page, false, () => note(page).press('Escape'))).toBe('confirm');
    expect(await note(page).inputValue()).toBe('with rye');
    await answer(page, true, () => note(page).press('Escape'));
    await form(page, 'Edit').waitFor({ state: 'detached' });
  });

  test('stays open, with the focus, when a deletion is undone and other entries are changed', async ({ signedIn: page }) => {
    await typeNote(page);
    await enterBulk(page, 'Cinema', 'trip');
    await page.getByText('Changed 1 entry').waitFor();
    expect(await note(page).inputValue()).toBe('with rye');
    await page.getByLabel('Select Cinema').check();
    await form(page, 'Edit selected entries').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Deleted Cinema').waitFor();
    await press(page, 'Undo');
    await note(page).focus();
    await page.getByText('Restored Cinema').waitFor();
    expect(await note(page).inputValue()).toBe('with rye');
    expect(await note(page).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('survives the end of the session in another tab', async ({ signedIn: page, context }) => {
    await typeNote(page);
    await page.getByLabel('Select Cinema').check();
    await form(page, 'Edit selected entries').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Deleted Cinema').waitFor();
    await context.clearCookies();
    await press(page, 'Undo');
    await page.getByText('Your session has ended. Log in again in another tab').waitFor();
    expect(await note(page).inputValue()).toBe('with rye');
    await press(page, 'Save');
    await form(page, 'Edit').getByText('Your session has ended. Log in again in another tab').waitFor();
    expect(await note(page).inputValue()).toBe('with rye');
  });
});

/** Adds a tag to an entry of the list. */
async function enterBulk(page: Page, payee: string, tag: string): Promise<void> {
  await page.getByLabel(`Select ${payee}`).check();
  await form(page, 'Edit selected entries').getByLabel('Tags for all selected').fill(tag);
  await press(page, 'Apply');
}
