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
const [yesterday, thisWeek, lastWeek] = [inDays(-1), inDays(-4), inDays(-7)];

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
  { what: 'a known payee, four days ago', amount: '7', payee: 'Kiosk', day: weekday(thisWeek), saved: /Cash/, on: dated(thisWeek) },
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
    if (/^\d/.test(day)) await taps.pick(page.getByLabel('Other date'), day);
    else await taps.tap(page.getByRole('button', { name: day, exact: true }));
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

/** How the choices name one of the last seven days. */
function weekday(date: Date): string {
  return date.toLocaleDateString('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short', day: 'numeric' }).replace(',', '');
}

function dated(date: Date): RegExp {
  return new RegExp(short(date));
}
