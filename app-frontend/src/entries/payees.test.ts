import { expect, test } from 'vitest';
import type { Transaction } from '@/api/generated';
import { findPayee, payeesOf } from './payees';

const transactions = [
  { payee: 'Corner shop', kind: 'expense', categoryId: 'groceries', accountId: 'cash' },
  { payee: null, kind: 'transfer', categoryId: null, accountId: 'bank' },
  { payee: 'corner shop', kind: 'expense', categoryId: 'leisure', accountId: 'bank' },
] as Transaction[];

test('a payee is found by its latest use, in any case', () => {
  expect(findPayee(payeesOf(transactions), ' CORNER SHOP ', 'expense')).toEqual({
    name: 'Corner shop',
    kind: 'expense',
    categoryId: 'groceries',
    accountId: 'cash',
  });
});

test('an unknown payee is not found', () => expect(findPayee(payeesOf(transactions), 'Corner', 'expense')).toBeUndefined());

test('a payee of expenses is not one of income', () => expect(findPayee(payeesOf(transactions), 'Corner shop', 'income')).toBeUndefined());

test('later entries of a payee replace what is known', () => {
  const later = [{ payee: 'CORNER shop', kind: 'expense', categoryId: 'household', accountId: 'cash' }] as Transaction[];
  const payees = payeesOf(later, payeesOf(transactions));
  expect(payees).toHaveLength(1);
  expect(findPayee(payees, 'Corner shop', 'expense')?.categoryId).toBe('household');
});
