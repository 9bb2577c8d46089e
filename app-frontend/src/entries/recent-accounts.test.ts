import { expect, test } from 'vitest';
import type { Account } from '@/api/generated';
import { byLastUse } from './recent-accounts';

const accounts = [{ id: 'bank' }, { id: 'card' }, { id: 'cash' }] as Account[];

test('accounts are sorted by their last use, those without entries last', () => {
  const entries = [{ accountId: 'cash' }, { accountId: null }, { accountId: 'card' }, { accountId: 'cash' }];
  expect(byLastUse(accounts, entries).map(({ id }) => id)).toEqual(['cash', 'card', 'bank']);
});
