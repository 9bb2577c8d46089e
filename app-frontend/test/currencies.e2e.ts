import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { DESKTOP, enter, entry, form, PASSWORD, PHONE, press, test } from './browser';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8')) as {
  components: { schemas: { CurrencyList: { 'x-fraction-digits': Record<string, number> } } };
};
const CODES = Object.keys(document.components.schemas.CurrencyList['x-fraction-digits']).sort();

test('every select offers all currencies of the API, by code and name', async ({ signedIn: page, site }) => {
  for (const [path, label] of [
    ['/', 'Currency'],
    ['/accounts', 'Currency'],
    ['/settings', 'Home currency'],
    ['/sign-up', 'Currency'],
  ] as const) {
    await page.goto(`${site}${path}`);
    const options = await page.getByLabel(label, { exact: true }).first().locator('option').allTextContents();
    expect(options.map((option) => option.slice(0, 3)).sort(), path).toEqual(CODES);
    expect(options, path).toContain('RON\u2003Romanian Leu');
    expect(options.indexOf('EUR\u2003Euro'), path).toBe(0);
  }
});

describe('in Romania', () => {
  test.override('window', { ...DESKTOP, locale: 'ro-RO' });

  test('a person signs up in lei, and amounts are typed as they are printed', async ({ page, site }) => {
    await page.goto(`${site}/sign-up`);
    await page.getByLabel('Email').fill(`${crypto.randomUUID()}@example.com`);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('Currency').selectOption('RON');
    await press(page, 'Create account');
    await page.getByLabel('Amount').waitFor();
    await enter(page, '1.234,56', 'Chirie');
    const text = await entry(page, 'Chirie').textContent();
    const printed = /[\d.,]+\sRON/.exec(text!)![0];
    expect(printed).toBe('1.234,56\u00a0RON');
    await enter(page, printed, 'Încă o dată');
    expect(await entry(page, 'Încă o dată').textContent()).toContain(printed);
    await page.goto(`${site}/transactions`);
    await page.getByRole('button', { name: 'Chirie' }).click();
    expect(await form(page, 'Edit').getByLabel('Amount').inputValue()).toBe('1234,56');
    await press(page, 'Cancel');
    // Dates are in English, like all words.
    const month = new Date().toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' });
    await page.goto(`${site}/months`);
    await page.getByRole('heading', { name: month }).waitFor();
  });

  test('an amount that could mean two is refused', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    await form(page, 'New account').getByLabel('Name').fill('Kuwait');
    await form(page, 'New account').getByLabel('Currency').selectOption('KWD');
    await form(page, 'New account').getByLabel('Opening balance').fill('1.234');
    await press(page, 'Add account');
    await page.getByText('“1.234” could mean 1234 or 1,234. Enter one of the two.').waitFor();
    await form(page, 'New account').getByLabel('Opening balance').fill('1234');
    await press(page, 'Add account');
    expect(await page.getByRole('listitem').filter({ hasText: 'Kuwait' }).textContent()).toContain('1.234,000\u00a0KWD');
  });
});

describe('on a phone in Romania', () => {
  test.override('window', { ...PHONE, locale: 'ro-RO' });

  test('the keypad has a decimal comma', async ({ signedIn: page }) => {
    const keypad = page.getByRole('group', { name: 'Keypad' });
    for (const key of ['4', 'Decimal point', '2', '0']) await keypad.getByRole('button', { name: key, exact: true }).click();
    expect(await page.getByLabel('Amount').inputValue()).toBe('4,20');
    await press(page, 'Add expense');
    await page.getByText('Saved 4,20\u00a0EUR').waitFor();
  });
});
