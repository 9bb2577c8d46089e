import type { Transaction } from '@/api/generated';

/** Whom something went to before, and what was said of it the last time. */
export interface Payee {
  name: string;
  kind: Transaction['kind'];
  categoryId: string | null;
  accountId: string | null;
}

/** Of transactions, the newest first: each payee once. */
export function payeesOf(transactions: readonly Transaction[]): Payee[] {
  const payees = new Map<string, Payee>();
  for (const { payee: name, kind, categoryId, accountId } of transactions) {
    if (name && !payees.has(name.toLowerCase())) payees.set(name.toLowerCase(), { name, kind, categoryId, accountId });
  }
  return [...payees.values()];
}

/** What is likely of a payee, capitals or not. */
export const findPayee = (payees: readonly Payee[], name: string): Payee | undefined =>
  payees.find((payee) => payee.name.toLowerCase() === name.trim().toLowerCase());
