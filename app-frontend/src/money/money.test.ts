import { describe, expect, test } from 'vitest';
import { currencyOptions, fractionDigits } from './currencies';
import { CurrencyListSchema } from './generated/schemas.gen';
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
    ['-5', 'EUR', 'Amount must be more than 0.'],
    ['−5.00 €', 'EUR', 'Amount must be more than 0.'],
    ['1.250', 'EUR', 'EUR amounts have at most 2 decimal places.'],
    ['12.5', 'JPY', 'JPY amounts have no decimal places.'],
    ['0', 'EUR', 'Amount must be more than 0.'],
    ['100000000000.01', 'EUR', 'Amount must be at most €100,000,000,000.00.'],
    ['90071992547409.91', 'EUR', 'Amount must be at most €100,000,000,000.00.'],
    ['10000000000001', 'JPY', 'Amount must be at most ¥10,000,000,000,000.'],
  ])('"%s" %s is refused with a message', (text, currency, error) => expect(parseAmount(text, currency)).toEqual({ error }));
});

describe('an amount is understood as it is printed', () => {
  test.each(['en', 'en-IN', 'de', 'de-CH', 'fr', 'ro', 'pl', 'sv', 'es', 'hi', 'ar-u-nu-latn', 'he', 'ja'])('in %s', (locale) => {
    for (const currency of ['EUR', 'USD', 'CHF', 'RON', 'SEK', 'INR', 'JPY', 'KWD', 'PAB', 'CLF'])
      for (const minorUnits of [7, 125, 1_234, 12_345, 123_456, 1_234_567, 123_456_789, 123_456_789_012]) {
        const texts = [
          formatAmount(minorUnits, currency, locale),
          formatAmount(minorUnits, currency, locale, 'exceptZero'),
          plainAmount(minorUnits, currency, locale),
        ];
        for (const text of texts) expect(parseAmount(text, currency, locale), text).toEqual({ minorUnits });
        for (const text of [plainAmount(-minorUnits, currency, locale), formatAmount(-minorUnits, currency, locale)])
          expect(parseBalance(text, currency, locale), text).toEqual({ minorUnits: -minorUnits });
      }
  });

  test.each([
    '€1,234.56',
    '1.234,56',
    '1 234,56',
    "1'234.56",
    '1’234,56 €',
    'EUR 1234.56',
    '1\u202f234,56\u00a0€',
    '1234,56',
    '１，２３４．５６',
    '\u200e1\u2009234,56',
  ])('%s is the same in every locale', (text) => {
    for (const locale of ['en', 'de', 'fr', 'de-CH']) expect(parseAmount(text, 'EUR', locale)).toEqual({ minorUnits: 123456 });
  });
});

describe('three digits after one separator', () => {
  test.each([
    ['1,234', 'EUR', 'en', 123400],
    ['1.234', 'EUR', 'de', 123400],
    ['1,234', 'JPY', 'en', 1234],
    ['1.234', 'KWD', 'en', 1234],
    ['1,234', 'KWD', 'de', 1234],
    ['0.123', 'KWD', 'de', 123],
    ['1.234.567', 'EUR', 'en', 123456700],
    ['12,34,567', 'INR', 'en', 123456700],
  ])('%s %s in %s is %i minor units', (text, currency, locale, minorUnits) =>
    expect(parseAmount(text, currency, locale)).toEqual({ minorUnits }),
  );

  test.each([
    ['1,234', 'EUR', 'de', 'EUR amounts have at most 2 decimal places.'],
    ['1.234', 'EUR', 'fr', '“1.234” could mean 1234 or 1,234. Enter one of the two.'],
    ['1,234', 'EUR', 'de-CH', '“1,234” could mean 1234 or 1.234. Enter one of the two.'],
    ['1,234', 'KWD', 'en', '“1,234” could mean 1234 or 1.234. Enter one of the two.'],
    ['1.234', 'KWD', 'de', '“1.234” could mean 1234 or 1,234. Enter one of the two.'],
  ])('%s %s in %s is refused: %s', (text, currency, locale, error) => expect(parseAmount(text, currency, locale)).toEqual({ error }));
});

test.each(['12 50', '1.2.3', '1,23,4', '1.23,456.78', '12€50', '$12', '1,,234', '1234.567,89', '0,123,456', '. ', '€', '1e3', '٣'])(
  '"%s" is no amount in EUR',
  (text) => expect(parseAmount(text, 'EUR')).toEqual({ error: 'Amount must be a number, for example 12.50.' }),
);

test('the example of an amount is printed as in the locale', () => {
  expect(parseAmount('much', 'EUR', 'de')).toEqual({ error: 'Amount must be a number, for example 12,50.' });
  expect(parseAmount('much', 'JPY')).toEqual({ error: 'Amount must be a number, for example 1250.' });
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
  const { first, others } = currencyOptions(['KWD', 'RON', 'EUR']);
  expect(first.slice(0, 4)).toEqual(['KWD', 'RON', 'EUR', 'USD']);
  expect([...first, ...others].sort()).toEqual(Object.keys(CurrencyListSchema['x-fraction-digits']).sort());
  expect(currencyOptions([]).others).toContain('RON');
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
