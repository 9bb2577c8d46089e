import type { Account, Transaction } from '@/api/generated';

/** Returns the account that the API takes by default: the oldest open one in the currency, for income cash only if there is no other. */
export function defaultAccount(accounts: readonly Account[], currency: string, kind: Transaction['kind']): Account | undefined {
  const open = accounts.filter((account) => account.currency === currency && !account.archived);
  return (kind === 'income' ? open.find((account) => account.kind !== 'cash') : undefined) ?? open[0];
}
