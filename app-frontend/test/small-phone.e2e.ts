import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { form, hydrated, PHONE, press, test } from './browser';

describe('what was added', () => {
  test.override('window', PHONE);

  test('is in view and announced, and the next amount can be typed', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    for (const [amount, payee] of [
      ['4', 'Bakery'],
      ['5', 'Kiosk'],
    ] as const) {
      await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: amount }).tap();
      await page.getByLabel('Payee').fill(payee);
      await page.getByRole('button', { name: 'Add expense' }).tap();
      await page.getByRole('status').getByText(`Saved €${amount}.00 · ${payee}`).waitFor();
      expect(await page.locator(':focus').getAttribute('name')).toBe('amount');
      const row = page.getByRole('listitem').filter({ hasText: payee });
      // What is at the middle of the row and of the amount is not something that lies above them.
      for (const element of [row, page.getByLabel('Amount')])
        expect(
          await element.evaluate((node) => {
            const { top, bottom, left, width } = node.getBoundingClientRect();
            return [top + 1, bottom - 1].every((y) => node.contains(document.elementFromPoint(left + width / 2, y)));
          }),
          payee,
        ).toBe(true);
    }
  });

  test('leaves the kinds of the next entry in view, also below the pairs that are used together', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    for (const payee of ['Bakery', 'Kiosk', 'Market', 'Butcher']) {
      await page.getByLabel('Category').selectOption({ label: 'Groceries' });
      await page.getByLabel('Amount').fill('4');
      await page.getByLabel('Payee').fill(payee);
      await page.getByRole('button', { name: 'Add expense' }).tap();
      await page.getByText(`Saved €4.00 · ${payee}`).waitFor();
      expect((await page.getByText('Transfer', { exact: true }).boundingBox())!.y, payee).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('tags and a note', () => {
  test.override('window', PHONE);

  test('are typed after one tap, and leave the button that adds the entry in view', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    await page.getByLabel('Category').selectOption({ label: 'Groceries' });
    await page.getByLabel('Amount').fill('4');
    await page.getByLabel('Payee').fill('Bakery');
    await page.getByRole('button', { name: 'Add expense' }).tap();
    await page.getByRole('group', { name: 'Often used together' }).waitFor();
    await page.getByText('Tags, note').tap();
    await page.keyboard.type('trip');
    expect(await page.getByLabel('Tags').inputValue()).toBe('trip');
    const [add, tabs] = [page.getByRole('button', { name: 'Add expense' }), page.locator('.tab-bar')];
    const { y, height } = (await add.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual((await tabs.boundingBox())!.y);
  });
});

describe('on a small phone', () => {
  test.override('window', { ...PHONE, viewport: { width: 360, height: 740 } });
  const add = async (page: Page, amount: string, payee: string) => {
    await page.getByLabel('Amount').fill(amount);
    await page.getByLabel('Payee').fill(payee);
    await page.getByRole('button', { name: 'Add expense' }).tap();
    await page.getByText(`Saved €${amount}.00 · ${payee}`).waitFor();
  };

  test('a tap beside open choices only closes them', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    const income = (await page.getByText('Income', { exact: true }).first().boundingBox())!;
    await page.getByRole('button', { name: /^Date: / }).tap();
    await page.getByLabel('Other date').waitFor();
    await page.touchscreen.tap(income.x + income.width / 2, income.y + income.height / 2);
    await page.getByLabel('Other date').waitFor({ state: 'hidden' });
    expect(await page.getByRole('radio', { name: 'Expense' }).isChecked()).toBe(true);
    await page.getByText('Income', { exact: true }).first().tap();
    expect(await page.getByRole('radio', { name: 'Income' }).isChecked()).toBe(true);
  });

  test('another date is chosen with a button that says so', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    await page.getByRole('button', { name: /^Date: / }).tap();
    await page.getByLabel('Other date').fill('2026-02-03');
    await page.getByRole('button', { name: 'Done' }).tap();
    await page.getByLabel('Other date').waitFor({ state: 'hidden' });
    expect(await page.getByRole('button', { name: /^Date: / }).textContent()).toBe('Date: 3 Feb 2026');
  });

  test("a known payee's category shows before the entry is sent", async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    await page.getByLabel('Category').selectOption({ label: 'Groceries' });
    await add(page, '4', 'Bakery');
    await page.getByLabel('Payee').tap();
    await page.keyboard.type('bakery');
    expect(await page.getByLabel('Category').locator('option:checked').textContent()).toBe('Groceries');
    await page.keyboard.type(' nine');
    expect(await page.getByLabel('Category').locator('option:checked').textContent()).toBe('None');
  });

  test('after an entry, the next can be of another kind, and its notice covers none of the next', async ({ signedIn: page }) => {
    await hydrated(page.getByLabel('Amount'));
    for (const payee of ['Bakery', 'Kiosk']) {
      await add(page, '4', payee);
      expect((await page.getByText('Transfer', { exact: true }).boundingBox())!.y).toBeGreaterThanOrEqual(0);
    }
    await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: '7' }).tap();
    await page.getByText('Saved €4.00 · Kiosk').waitFor({ state: 'detached' });
    // The only way back from a deletion stays.
    await page.getByRole('button', { name: 'Delete Kiosk' }).tap();
    await page.getByText('Deleted Kiosk').waitFor();
    await page.getByLabel('Payee').fill('Cinema');
    await press(page, 'Undo');
    await page.getByText('Restored Kiosk').waitFor();
  });

  test('the fields for an exchange rate are side by side', async ({ signedIn: page }) => {
    await page.getByLabel('Currency').selectOption('USD');
    const top = async (label: string) => (await page.getByLabel(label).boundingBox())!.y;
    expect(await top('Exchange rate')).toBe(await top('total in EUR'));
  });

  test('choices with long names are as high as their text, and the days fit', async ({ signedIn: page, site }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Gemeinschaftskonto '.repeat(3).trim());
    await press(page, 'Add account');
    await page.getByText(' added.').waitFor();
    await page.goto(site);
    await hydrated(page.getByLabel('Amount'));
    const isCutOff = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }: HTMLElement) =>
      scrollHeight > clientHeight || scrollWidth > clientWidth;
    for (const [chip, choice] of [
      [/^Account: /, /^Gemeinschaftskonto/],
      [/^Date: /, 'Yesterday'],
    ] as const) {
      await page.getByRole('button', { name: chip }).tap();
      const option = page.getByRole('button', { name: choice });
      expect(await option.evaluate(isCutOff), String(choice)).toBe(false);
      expect(await page.getByRole('group', { name: /^Choose/ }).evaluate(isCutOff), String(choice)).toBe(false);
      await option.tap();
    }
  });
});
