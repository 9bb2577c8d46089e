import type { Transaction } from '@/api/generated';

/** A payee with the details of its latest entry. */
export interface Payee {
  name: string;
  kind: Transaction['kind'];
  categoryId: string | null;
  accountId: string | null;
}

/** Lists each payee once. The transactions must be sorted newest first. */
export function payeesOf(transactions: readonly Transaction[]): Payee[] {
  const payees = new Map<string, Payee>();
  for (const { payee: name, kind, categoryId, accountId } of transactions) {
    if (name && !payees.has(name.toLowerCase())) payees.set(name.toLowerCase(), { name, kind, categoryId, accountId });
  }
  return [...payees.values()];
}

/** Finds a payee by name, ignoring case. */
export const findPayee = (payees: readonly Payee[], name: string): Payee | undefined =>
  payees.find((payee) => payee.name.toLowerCase() === name.trim().toLowerCase());
