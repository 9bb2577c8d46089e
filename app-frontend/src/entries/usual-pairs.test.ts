import { expect, test } from 'vitest';
import { pairsOf } from './usual-pairs';

test('each pair of a category and an account is listed once per kind, the most used one first, and of two the later one', () => {
  const food = { kind: 'expense', categoryId: 'food', accountId: 'cash' } as const;
  const pay = { kind: 'income', categoryId: 'pay', accountId: 'bank' } as const;
  const without = { kind: 'expense', categoryId: null, accountId: 'cash' } as const;
  const none = { ...food, accountId: null };
  expect(pairsOf([without, without, none, pay, food, food])).toEqual([food, none, pay]);
});
