import type { Account, Transaction } from '@/api/generated';

/** Sorts accounts by their last use. The entries must be sorted latest first; accounts without entries come last. */
export function byLastUse(accounts: readonly Account[], entries: readonly Pick<Transaction, 'accountId'>[]): Account[] {
  const used = [...new Set(entries.map(({ accountId }) => accountId))];
  return [...new Set([...used.flatMap((each) => accounts.filter(({ id }) => id === each)), ...accounts])];
}
