import { expect, test } from 'vitest';
import { pairsOf } from './usual-pairs';

test('each pair of a category and an account is listed once per kind: of most payees first, then the most used, then the latest', () => {
  const food = { kind: 'expense', categoryId: 'food', accountId: 'cash' } as const;
  const pay = { kind: 'income', categoryId: 'pay', accountId: 'bank' } as const;
  const without = { kind: 'expense', categoryId: null, accountId: 'cash' } as const;
  const none = { ...food, accountId: null };
  const to = (payee: string | null) => ({ payee });
  expect(
    pairsOf([
      { ...without, ...to('Kiosk') },
      { ...without, ...to('Bakery') },
      { ...none, ...to('Kiosk') },
      { ...pay, ...to('Employer') },
      { ...food, ...to('Bakery') },
      { ...food, ...to('Grocer') },
      { ...pay, ...to('employer') },
    ]),
  ).toEqual([food, pay, none]);
});

test('a payee that is known counts once, as its entries need no button, and an entry without a payee counts by itself', () => {
  const coffee = { kind: 'expense', categoryId: 'coffee', accountId: 'cash' } as const;
  const food = { kind: 'expense', categoryId: 'food', accountId: 'card' } as const;
  const ride = { kind: 'expense', categoryId: 'ride', accountId: 'card' } as const;
  const tenCoffees = Array.from({ length: 10 }, (_, index) => ({ ...coffee, payee: index % 2 ? 'Cafe' : 'cafe' }));
  const entries = [
    ...tenCoffees,
    { ...food, payee: 'Bakery' },
    { ...food, payee: 'Grocer' },
    ...[1, 2, 3].map(() => ({ ...ride, payee: null })),
  ];
  expect(pairsOf(entries)).toEqual([ride, food, coffee]);
});
