import { describe, expect, test } from 'vitest';
import type { NewTransaction, Transaction } from '@/api/generated';
import { toEntry } from '@/entries/to-entry';
import { changesBetween, draftOf } from './edited';

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
  for (const locale of ['en', 'de', 'fr', 'de-CH'])
    for (const rate of ['0.92', '1.165', '1650'])
      expect(toEntry(draftOf({ ...transaction, rate }, locale), { accounts: [], home: 'EUR', locale })).toEqual({
        entry: { ...own, rate },
      });
});

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
