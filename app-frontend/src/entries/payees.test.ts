import { expect, test } from 'vitest';
import type { Transaction } from '@/api/generated';
import { payeesOf, findPayee } from './payees';

const transactions = [
  { payee: 'Corner shop', kind: 'expense', categoryId: 'groceries', accountId: 'cash' },
  { payee: null, kind: 'transfer', categoryId: null, accountId: 'bank' },
  { payee: 'corner shop', kind: 'expense', categoryId: 'leisure', accountId: 'bank' },
] as Transaction[];

test('a payee is recalled by the last use, capitals or not', () => {
  expect(findPayee(payeesOf(transactions), ' CORNER SHOP ')).toEqual({
    name: 'Corner shop',
    kind: 'expense',
    categoryId: 'groceries',
    accountId: 'cash',
  });
});

test('who was never paid is not known', () => expect(findPayee(payeesOf(transactions), 'Corner')).toBeUndefined());
