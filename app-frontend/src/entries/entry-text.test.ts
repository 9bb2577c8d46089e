import { describe, expect, test } from 'vitest';
import type { Account, Category, Transaction } from '@/api/generated';
import { amountOf, titleOf } from './entry-text';

const choices = { categories: [{ id: 'food', name: 'Food' }] as Category[], accounts: [{ id: 'cash', name: 'Cash' }] as Account[] };
const entry = {
  kind: 'expense',
  payee: null,
  note: null,
  categoryId: null,
  accountId: null,
  toAccountId: null,
  amount: 1250,
  currency: 'EUR',
} as Transaction;

describe('the title of an entry', () => {
  test.each([
    [{ payee: 'Corner shop', categoryId: 'food' }, 'Corner shop'],
    [{ categoryId: 'food', note: 'for two' }, 'Food'],
    [{ note: 'for two' }, 'for two'],
    [{}, 'Expense'],
    // Marked, so that a date after it stays as it is.
    [{ payee: 'מכולת' }, '\u2068מכולת\u2069'],
    [{ payee: 'Shop\u202e' }, '\u2068Shop\u202e\u2069'],
    [{ kind: 'income' }, 'Income'],
    [{ kind: 'transfer', toAccountId: 'cash' }, 'To Cash'],
  ])('with %j is "%s"', (known, title) => expect(titleOf({ ...entry, ...(known as Partial<Transaction>) }, choices)).toBe(title));
});

test('income has a plus sign', () => {
  expect(amountOf(entry, 'en')).toBe('€12.50');
  expect(amountOf({ ...entry, kind: 'income' }, 'en')).toBe('+€12.50');
});
