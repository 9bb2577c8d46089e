import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount, totals } from './money';

describe('an amount that somebody types', () => {
  test.each([
    ['12.50', 'EUR', 1250],
    ['12,5', 'EUR', 1250],
    ['12', 'EUR', 1200],
    ['0.07', 'EUR', 7],
    ['1 250.00', 'EUR', 125000],
    ['1250', 'JPY', 1250],
    ['1.234', 'KWD', 1234],
    ['0.29', 'EUR', 29],
    ['90071992547409.91', 'EUR', 9007199254740991],
  ])('%s %s is %i minor units', (text, currency, minorUnits) => expect(parseAmount(text, currency)).toEqual({ minorUnits }));

  test.each([
    ['', 'EUR', 'Amount has to be a number, as in 12.50.'],
    ['lunch', 'EUR', 'Amount has to be a number, as in 12.50.'],
    ['-5', 'EUR', 'Amount has to be a number, as in 12.50.'],
    ['1,250', 'EUR', 'EUR has at most 2 digits behind the point.'],
    ['12.5', 'JPY', 'JPY has no digits behind the point.'],
    ['0', 'EUR', 'Amount has to be more than 0.'],
    ['90071992547409.92', 'EUR', 'Amount is too large.'],
  ])('"%s" %s is refused in words', (text, currency, error) => expect(parseAmount(text, currency)).toEqual({ error }));
});

test.each([
  [1250, 'EUR', '€12.50'],
  [7, 'EUR', '€0.07'],
  [1250, 'JPY', '¥1,250'],
  [9007199254740991, 'USD', '$90,071,992,547,409.91'],
])('%i minor units of %s read %s', (minorUnits, currency, text) => expect(formatAmount(minorUnits, currency, 'en')).toBe(text));

test('a total is one per currency, and exact', () => {
  expect(totals([{ amount: 10, currency: 'EUR' }, { amount: 5, currency: 'USD' }, { amount: 20, currency: 'EUR' }])).toEqual([
    { currency: 'EUR', amount: 30 },
    { currency: 'USD', amount: 5 },
  ]);
});
