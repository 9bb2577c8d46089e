import type { Transaction } from '@/api/generated';

/** A payee with the details of its latest entry. */
export interface Payee {
  name: string;
  kind: Transaction['kind'];
  categoryId: string | null;
  accountId: string | null;
}

const keyOf = (name: string, kind: Payee['kind']) => `${kind} ${name.trim().toLowerCase()}`;

/** Lists each payee once per kind. The transactions must be sorted latest first. */
export function payeesOf(transactions: readonly Transaction[]): Payee[] {
  const payees = new Map<string, Payee>();
  for (const { payee: name, kind, categoryId, accountId } of transactions) {
    if (name && !payees.has(keyOf(name, kind))) payees.set(keyOf(name, kind), { name, kind, categoryId, accountId });
  }
  return [...payees.values()];
}

/** Finds a payee of a kind of entry by the whole name, ignoring case. */
export const findPayee = (payees: readonly Payee[], name: string, kind: Payee['kind']): Payee | undefined =>
  payees.find((payee) => keyOf(payee.name, payee.kind) === keyOf(name, kind));
