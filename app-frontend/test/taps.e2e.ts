import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { form, hydrated, PHONE, press, test } from './browser';

/**
 * What counts as a tap: each touch of a control or of one of its options. Opening a list and choosing from it are 2 taps, as is a day in
 * the phone's own date picker. Typing into the field that has the focus is no tap, whether on the phone's keyboard or on the page's keypad,
 * which replaces it for the amount.
 */
class Taps {
  count = 0;
  constructor(readonly page: Page) {}

  async tap(control: Locator): Promise<void> {
    this.count += 1;
    await control.tap();
  }

  /** Opens a list and chooses from it. */
  async select(list: Locator, option: string | { label: string }): Promise<void> {
    this.count += 2;
    await list.selectOption(option);
  }

  /** Opens a date picker and chooses from it. */
  async pick(date: Locator, day: string): Promise<void> {
    this.count += 2;
    await date.fill(day);
  }

  /** Types into a field, which needs a tap unless it has the focus. */
  async type(field: Locator, text: string): Promise<void> {
    if (!(await field.evaluate((element) => element === document.activeElement))) await this.tap(field);
    await this.page.keyboard.type(text);
  }

  async typeAmount(amount: string): Promise<void> {
    expect(await this.page.locator(':focus').getAttribute('name')).toBe('amount');
    const keypad = this.page.getByRole('group', { name: 'Keypad' });
    for (const key of amount) await keypad.getByRole('button', { name: key === '.' ? 'Decimal point' : key, exact: true }).tap();
  }
}

interface Expense {
  what: string;
  amount: string;
  payee: string;
  currency?: string;
  rate?: string;
  total?: string;
  category?: string;
  account?: string;
  /** A category and an account that are often used together. */
  pair?: string;
  day?: string;
  tag?: string;
  /** What the list of the latest entries then says. */
  saved: RegExp;
  on?: RegExp;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const short = (date: Date) =>
  date.toLocaleDateString('en-GB', { timeZone: 'Europe/Berlin', day: 'numeric', month: 'short', year: 'numeric' });
const [yesterday, lastWeek] = [inDays(-1), inDays(-7)];

const EXPENSES: Expense[] = [
  { what: 'a new payee', amount: '4.20', payee: 'Bakery', category: 'Groceries', saved: /Groceries · Cash.*€4\.20/ },
  { what: 'a known payee', amount: '3.10', payee: 'Bakery', saved: /Groceries · Cash.*€3\.10/ },
  {
    what: 'a new payee on another account',
    amount: '61',
    payee: 'Market',
    category: 'Groceries',
    account: 'Card',
    saved: /Groceries · Card/,
  },
  { what: 'a known payee, paid by the account of last time', amount: '38.75', payee: 'market', saved: /Groceries · Card.*€38\.75/ },
  { what: 'a known payee, yesterday', amount: '2.90', payee: 'Bakery', day: 'Yesterday', saved: /Groceries · Cash/, on: dated(yesterday) },
  {
    what: 'a known payee, yesterday and on another account',
    amount: '5',
    payee: 'Bakery',
    day: 'Yesterday',
    account: 'Card',
    saved: /Groceries · Card/,
    on: dated(yesterday),
  },
  { what: 'only an amount and a payee', amount: '12', payee: 'Kiosk', saved: /Cash.*€12\.00/ },
  { what: 'a known payee, last week', amount: '7', payee: 'Kiosk', day: day(lastWeek), saved: /Cash/, on: dated(lastWeek) },
  { what: 'a tag', amount: '18', payee: 'Kiosk', tag: 'trip', saved: /#trip/ },
  {
    what: 'a new payee, with category, account and yesterday chosen',
    amount: '6.50',
    payee: 'Grocer',
    pair: 'Groceries Card',
    day: 'Yesterday',
    saved: /Groceries · Card/,
    on: dated(yesterday),
  },
  {
    what: 'a new payee, with category, account and last week chosen',
    amount: '7.50',
    payee: 'Dairy',
    pair: 'Groceries Cash',
    day: day(lastWeek),
    saved: /Groceries · Cash/,
    on: dated(lastWeek),
  },
  { what: 'a foreign currency with its rate', amount: '20', currency: 'USD', rate: '0.92', payee: 'Diner', saved: /US\$20\.00/ },
  { what: 'the same currency again', amount: '8', payee: 'Taxi', saved: /US\$8\.00/ },
  { what: 'a foreign currency with the total of the statement', amount: '12.47', total: '11.53', payee: 'Diner', saved: /US\$12\.47/ },
  { what: 'the home currency again', amount: '9', currency: 'EUR', payee: 'Market', saved: /Groceries · Card.*€9\.00/ },
];

describe('on a phone', () => {
  test.override('window', PHONE);

  test('an expense takes at most 6 taps, and 4 on average', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Card');
    await press(page, 'Add account');
    await page.getByText('Card added.').waitFor();
    await page.goto(site);
    await hydrated(page.getByLabel('Amount'));
    const counts: Record<string, number> = {};
    for (const expense of EXPENSES) counts[expense.what] = await add(page, expense);
    const each = Object.values(counts);
    expect(Math.max(...each), JSON.stringify(counts)).toBeLessThanOrEqual(6);
    expect(each.reduce((sum, count) => sum + count) / each.length, JSON.stringify(counts)).toBeLessThanOrEqual(4);
    // The rate that was proposed, and the one that is computed from both amounts.
    await page.goto(`${site}/transactions`);
    await page.getByRole('button', { name: 'Taxi' }).tap();
    expect(await form(page, 'Edit').getByLabel('Exchange rate').inputValue()).toBe('0.92');
    await press(page, 'Cancel');
    await page.getByRole('button', { name: 'Diner' }).first().tap();
    expect(await form(page, 'Edit').getByLabel('Exchange rate').inputValue()).toBe('0.925');
  });
});

/** Adds an expense with as few taps as possible, and returns their number. */
async function add(
  page: Page,
  { amount, payee, currency, rate, total, category, account, pair, day, tag, saved, on }: Expense,
): Promise<number> {
  const taps = new Taps(page);
  const chip = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) });
  await taps.typeAmount(amount);
  if (currency) await taps.select(page.getByLabel('Currency'), currency);
  if (day) {
    await taps.tap(chip('Date'));
    if (day === 'Yesterday') await taps.tap(page.getByRole('button', { name: day, exact: true }));
    else await taps.pick(page.getByLabel('Other date'), day);
  }
  if (account) {
    await taps.tap(chip('Account'));
    await taps.tap(page.getByRole('group', { name: 'Choose: Account' }).getByRole('button', { name: account }));
  }
  if (pair) {
    await taps.tap(page.getByRole('group', { name: 'Often used together' }).getByRole('button', { name: pair }));
  }
  if (rate) await taps.type(page.getByLabel('Exchange rate'), rate);
  if (total) await taps.type(page.getByLabel('total in EUR'), total);
  if (category) await taps.select(page.getByLabel('Category'), { label: category });
  if (tag) {
    await taps.tap(page.getByText('Tags, note'));
    await taps.type(page.getByLabel('Tags'), tag);
  }
  await taps.type(page.getByLabel('Payee'), payee);
  await taps.tap(page.getByRole('button', { name: 'Add expense' }));
  const row = page.getByRole('listitem').first();
  await row.getByRole('button', { name: `Delete ${payee}`, disabled: false }).waitFor();
  expect((await row.textContent())!).toMatch(saved);
  if (on) expect((await page.getByRole('heading', { level: 3 }).first().textContent())!).toMatch(on);
  return taps.count;
}

function day(date: Date): string {
  return date.toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });
}

function dated(date: Date): RegExp {
  return new RegExp(short(date));
}

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
});

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
});
