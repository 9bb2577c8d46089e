import { describe, expect, test } from 'vitest';
import { currencyOptions, fractionDigits } from './currencies';
import { changeInPercent, formatAmount, formatCompact, parseAmount, parseBalance, plainAmount } from './money';

describe('a typed amount', () => {
  test.each([
    ['12.50', 'EUR', 1250],
    ['12,5', 'EUR', 1250],
    ['12', 'EUR', 1200],
    ['0.07', 'EUR', 7],
    ['1 250.00', 'EUR', 125000],
    ['1250', 'JPY', 1250],
    ['1.234', 'KWD', 1234],
    ['0.29', 'EUR', 29],
    ['100000000000.00', 'EUR', 10000000000000],
  ])('%s %s is %i minor units', (text, currency, minorUnits) => expect(parseAmount(text, currency)).toEqual({ minorUnits }));

  test.each([
    ['', 'EUR', 'Amount must be a number, for example 12.50.'],
    ['lunch', 'EUR', 'Amount must be a number, for example 12.50.'],
    ['-5', 'EUR', 'Amount must be a number, for example 12.50.'],
    ['1,250', 'EUR', 'EUR amounts have at most 2 decimal places.'],
    ['12.5', 'JPY', 'JPY amounts have no decimal places.'],
    ['0', 'EUR', 'Amount must be more than 0.'],
    ['100000000000.01', 'EUR', 'Amount must be at most 100000000000.00 EUR.'],
    ['90071992547409.91', 'EUR', 'Amount must be at most 100000000000.00 EUR.'],
    ['10000000000001', 'JPY', 'Amount must be at most 10000000000000 JPY.'],
  ])('"%s" %s is refused with a message', (text, currency, error) => expect(parseAmount(text, currency)).toEqual({ error }));
});

test.each([
  [1250, 'EUR', '€12.50'],
  [7, 'EUR', '€0.07'],
  [1250, 'JPY', '¥1,250'],
  [9007199254740991, 'USD', '$90,071,992,547,409.91'],
])('%i minor units of %s are formatted as %s', (minorUnits, currency, text) => expect(formatAmount(minorUnits, currency, 'en')).toBe(text));

test.each([
  ['-312.50', -31250],
  ['−5', -500],
  ['0', 0],
  ['', 0],
  ['0,00', 0],
  ['1500', 150000],
])('a balance of "%s" is %i minor units', (text, minorUnits) => expect(parseBalance(text, 'EUR')).toEqual({ minorUnits }));

test('a balance that is not a number is refused', () => expect(parseBalance('much', 'EUR')).toHaveProperty('error'));

test.each([
  [1250, 'EUR', '12.50'],
  [-7, 'EUR', '-0.07'],
  [1250, 'JPY', '1250'],
  [0, 'KWD', '0.000'],
])('%i minor units of %s are %s in a text field', (minorUnits, currency, text) => expect(plainAmount(minorUnits, currency)).toBe(text));

test('income can be formatted with a plus sign', () => expect(formatAmount(1250, 'EUR', 'en', 'exceptZero')).toBe('+€12.50'));

test.each([
  ['ISK', 0],
  ['IQD', 3],
  ['HUF', 2],
  ['IRR', 2],
])('%s has %i decimal places, whatever the browser says', (currency, digits) => {
  expect(fractionDigits(currency)).toBe(digits);
  expect(formatAmount(1234567, currency, 'en').replace(/\D/g, '')).toBe('1234567');
});

test('currencies in use come first, without duplicates', () => {
  expect(currencyOptions(['KWD', 'EUR']).slice(0, 3)).toEqual(['KWD', 'EUR', 'USD']);
  expect(new Set(currencyOptions(['KWD'])).size).toBe(currencyOptions([]).length);
});

test.each([
  [150, 100, 50],
  [50, 100, -50],
  [100, 0, undefined],
  [0, 100, -100],
])('%i after %i is a change of %s percent', (now, before, percent) => expect(changeInPercent(now, before)).toBe(percent));

test.each([
  [187455, 'EUR', '1.9K'],
  [12050, 'EUR', '120.5'],
  [0, 'EUR', '0'],
  [1500, 'JPY', '1.5K'],
])('%i minor units of %s are %s in compact form', (minorUnits, currency, text) =>
  expect(formatCompact(minorUnits, currency, 'en-US')).toBe(text),
);
