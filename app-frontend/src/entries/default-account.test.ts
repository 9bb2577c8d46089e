import { expect, test } from 'vitest';
import type { Account } from '@/api/generated';
import { defaultAccount } from './default-account';

const accounts = [
  { id: 'old', kind: 'bank', currency: 'EUR', archived: true },
  { id: 'cash', kind: 'cash', currency: 'EUR', archived: false },
  { id: 'bank', kind: 'bank', currency: 'EUR', archived: false },
  { id: 'dollars', kind: 'cash', currency: 'USD', archived: false },
] as Account[];

test.each([
  ['expense', 'EUR', 'cash'],
  ['income', 'EUR', 'bank'],
  ['income', 'USD', 'dollars'],
  ['income', 'GBP', undefined],
] as const)('an entry of the kind %s in %s is on the account %s by default', (kind, currency, id) =>
  expect(defaultAccount(accounts, currency, kind)?.id).toBe(id),
);
