import { describe, expect, test } from 'vitest';
import { emptyDraft } from './draft';
import { toEntry, toTags } from './to-entry';

const accounts = [
  { id: 'bank', currency: 'EUR' },
  { id: 'cash', currency: 'EUR' },
  { id: 'dollars', currency: 'USD' },
];
const context = { accounts, home: 'EUR' };
const expense = { ...emptyDraft('EUR', '2026-11-24'), amount: '12.50' };
const transfer = { ...expense, kind: 'transfer' as const, accountId: 'bank', toAccountId: 'cash' };

describe('a draft of an expense', () => {
  test('needs only an amount and a day', () => {
    expect(toEntry(expense, context)).toEqual({
      entry: {
        kind: 'expense',
        date: '2026-11-24',
        amount: 1250,
        currency: 'EUR',
        payee: null,
        note: null,
        tags: [],
        rate: null,
        categoryId: null,
        toAccountId: null,
        toAmount: null,
      },
    });
  });

  test('leaves the account to the API, names an account, or has none', () => {
    expect(toEntry(expense, context)).not.toHaveProperty('entry.accountId');
    expect(toEntry({ ...expense, accountId: 'bank' }, context)).toHaveProperty('entry.accountId', 'bank');
    expect(toEntry({ ...expense, accountId: 'none' }, context)).toHaveProperty('entry.accountId', null);
  });

  test('accepts a rate with a decimal comma', () =>
    expect(toEntry({ ...expense, currency: 'USD', rate: '0,92' }, context)).toHaveProperty('entry.rate', '0.92'));

  test.each([
    ['1,650', 'de', '1.650'],
    ['1.234,5', 'de', '1234.5'],
    ['1,234.5', 'en', '1234.5'],
    ['1.165', 'en', '1.165'],
    ['.92', 'en', '0.92'],
    ['０．９２', 'en', '0.92'],
  ])('reads the rate %s in %s as %s', (rate, locale, read) =>
    expect(toEntry({ ...expense, currency: 'USD', rate }, { ...context, locale })).toHaveProperty('entry.rate', read),
  );

  test('is refused with a rate that could be two', () =>
    expect(toEntry({ ...expense, currency: 'KRW', amount: '1250', rate: '1,650' }, { ...context, locale: 'en' })).toEqual({
      errors: { rate: '“1,650” could mean 1650 or 1.650. Enter one of the two.' },
    }));

  test('is refused with a total that gives no rate', () => {
    const dollars = { ...expense, currency: 'USD', homeAmount: '11.53' };
    expect(toEntry({ ...dollars, rate: '0.922' }, context)).toHaveProperty('entry.rate', '0.922');
    expect(toEntry(dollars, context)).toHaveProperty(
      'errors.homeAmount',
      'No rate gives this total in EUR. Correct it, or enter the rate.',
    );
    expect(toEntry({ ...dollars, homeAmount: 'ten' }, context)).toHaveProperty(
      'errors.homeAmount',
      'Total must be a number, for example 12.50.',
    );
  });

  test.each(['abc', '-1', '0', '0,000', '1.2.3', '1e3', '12345678901', '0.12345678901'])('is refused with the rate “%s”', (rate) =>
    expect(toEntry({ ...expense, currency: 'USD', rate }, context)).toEqual({
      errors: {
        rate: 'Exchange rate must be a number such as 0.92: more than 0, with at most ten digits before and after the point.',
      },
    }),
  );

  test.each([
    [{ amount: '' }, 'amount'],
    [{ date: '' }, 'date'],
  ])('%j is refused at the field %s', (change, field) =>
    expect(toEntry({ ...expense, ...change }, context)).toHaveProperty(['errors', field]),
  );
});

describe('a draft of a transfer', () => {
  test('uses the currency of the source account and arrives unchanged', () => {
    expect(toEntry({ ...transfer, currency: 'JPY' }, context)).toMatchObject({
      entry: { amount: 1250, currency: 'EUR', toAmount: 1250, accountId: 'bank', toAccountId: 'cash', categoryId: null },
    });
  });

  test('between currencies needs the amount received', () => {
    expect(toEntry({ ...transfer, toAccountId: 'dollars' }, context)).toHaveProperty('errors.toAmount');
    expect(toEntry({ ...transfer, toAccountId: 'dollars', toAmount: '13.70' }, context)).toMatchObject({ entry: { toAmount: 1370 } });
  });

  test.each([
    [{ accountId: '' }, 'accountId'],
    [{ toAccountId: '' }, 'toAccountId'],
    [{ toAccountId: 'bank' }, 'toAccountId'],
    [{ amount: '0' }, 'amount'],
  ])('%j is refused at the field %s', (change, field) =>
    expect(toEntry({ ...transfer, ...change }, context)).toHaveProperty(['errors', field]),
  );
});

test('tags are separated by commas, without duplicates', () => expect(toTags('#trip, two words,, trip ')).toEqual(['trip', 'two words']));
