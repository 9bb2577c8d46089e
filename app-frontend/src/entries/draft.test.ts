import { describe, expect, test } from 'vitest';
import type { NewTransaction, Transaction } from '@/api/generated';
import { changesBetween, draftOf, emptyDraft, placeErrors, readDraft, toEntry, toTags } from './draft';

const accounts = [
  { id: 'bank', currency: 'EUR' },
  { id: 'cash', currency: 'EUR' },
  { id: 'dollars', currency: 'USD' },
];
const expense = { ...emptyDraft('EUR', '2026-11-24'), amount: '12.50' };
const transfer = { ...expense, kind: 'transfer' as const, accountId: 'bank', toAccountId: 'cash' };

describe('a draft of an expense', () => {
  test('needs only an amount and a day', () => {
    expect(toEntry(expense, accounts)).toEqual({
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
    expect(toEntry(expense, accounts)).not.toHaveProperty('entry.accountId');
    expect(toEntry({ ...expense, accountId: 'bank' }, accounts)).toHaveProperty('entry.accountId', 'bank');
    expect(toEntry({ ...expense, accountId: 'none' }, accounts)).toHaveProperty('entry.accountId', null);
  });

  test('accepts a rate with a decimal comma', () =>
    expect(toEntry({ ...expense, currency: 'USD', rate: '0,92' }, accounts)).toHaveProperty('entry.rate', '0.92'));

  test.each([
    [{ amount: '' }, 'amount'],
    [{ date: '' }, 'date'],
  ])('%j is refused at the field %s', (change, field) =>
    expect(toEntry({ ...expense, ...change }, accounts)).toHaveProperty(['errors', field]),
  );
});

describe('a draft of a transfer', () => {
  test('uses the currency of the source account and arrives unchanged', () => {
    expect(toEntry({ ...transfer, currency: 'JPY' }, accounts)).toMatchObject({
      entry: { amount: 1250, currency: 'EUR', toAmount: 1250, accountId: 'bank', toAccountId: 'cash', categoryId: null },
    });
  });

  test('between currencies needs the amount received', () => {
    expect(toEntry({ ...transfer, toAccountId: 'dollars' }, accounts)).toHaveProperty('errors.toAmount');
    expect(toEntry({ ...transfer, toAccountId: 'dollars', toAmount: '13.70' }, accounts)).toMatchObject({ entry: { toAmount: 1370 } });
  });

  test.each([
    [{ accountId: '' }, 'accountId'],
    [{ toAccountId: '' }, 'toAccountId'],
    [{ toAccountId: 'bank' }, 'toAccountId'],
    [{ amount: '0' }, 'amount'],
  ])('%j is refused at the field %s', (change, field) =>
    expect(toEntry({ ...transfer, ...change }, accounts)).toHaveProperty(['errors', field]),
  );
});

test('an unchanged draft of a transaction gives the same entry', () => {
  const transaction: Transaction = {
    id: '1',
    kind: 'expense',
    amount: 705,
    currency: 'USD',
    rate: '0.92',
    homeAmount: 649,
    date: '2026-11-24',
    payee: 'Corner shop',
    note: null,
    tags: ['trip', 'two words'],
    categoryId: 'food',
    accountId: null,
    toAccountId: null,
    toAmount: null,
    createdAt: '',
    updatedAt: '',
  };
  const { id, homeAmount, createdAt, updatedAt, ...own } = transaction;
  expect(toEntry(draftOf(transaction), accounts)).toEqual({ entry: own });
});

test('a form is read field by field', () => {
  const form = new FormData();
  form.set('amount', ' 5 ');
  form.set('kind', 'income');
  expect(readDraft(form)).toMatchObject({ amount: '5', kind: 'income', note: '' });
});

test('tags are separated by commas, without duplicates', () => expect(toTags('#trip, two words,, trip ')).toEqual(['trip', 'two words']));

describe('the changes between two entries', () => {
  const before: NewTransaction = {
    kind: 'expense',
    amount: 1250,
    currency: 'EUR',
    date: '2026-11-24',
    payee: 'Kiosk',
    tags: ['trip'],
    toAmount: null,
  };

  test('are the fields that differ', () => {
    expect(changesBetween(before, { ...before, tags: ['trip'] })).toEqual({});
    expect(changesBetween(before, { ...before, tags: ['trip', 'work'], payee: null })).toEqual({ tags: ['trip', 'work'], payee: null });
  });

  test('include what the API would reset', () => {
    expect(changesBetween({ ...before, toAmount: 900 }, { ...before, amount: 1300, toAmount: 900 })).toEqual({
      amount: 1300,
      toAmount: 900,
    });
  });
});

describe('an error of the API', () => {
  const place = (errors: Record<string, string>, draft = emptyDraft('EUR', '2026-11-24')) =>
    placeErrors(errors, draft, { accounts, home: 'EUR' });

  test('belongs to its field, that of an item to its list', () =>
    expect(place({ 'tags.0': 'One.', 'tags.2': 'Two.', amount: 'Three.' })).toEqual({
      fields: { tags: 'One. Two.', amount: 'Three.' },
      rest: '',
    }));

  test('belongs to the whole form if no field shows it', () => {
    expect(place({ rate: 'One.', toAmount: 'Two.', accountId: 'Three.' })).toEqual({ fields: { accountId: 'Three.' }, rest: 'One. Two.' });
    expect(place({ rate: 'One.' }, emptyDraft('USD', '2026-11-24'))).toEqual({ fields: { rate: 'One.' }, rest: '' });
    expect(place({ categoryId: 'One.', toAccountId: 'Two.' }, transfer)).toEqual({ fields: { toAccountId: 'Two.' }, rest: 'One.' });
  });
});
