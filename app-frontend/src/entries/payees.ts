import type { Transaction } from '@/api/generated';

/** A payee with the details of its latest entry. */
export interface Payee {
  name: string;
  kind: Transaction['kind'];
  categoryId: string | null;
  accountId: string | null;
}

const keyOf = (name: string, kind: Payee['kind']) => `${kind} ${name.trim().toLowerCase()}`;

/** Lists each payee once per kind. The transactions must be sorted latest first, and later than the payees known before. */
export function payeesOf(transactions: readonly Transaction[], known: readonly Payee[] = []): Payee[] {
  const payees = new Map<string, Payee>();
  const add = ({ name, ...details }: Payee) => {
    const key = keyOf(name, details.kind);
    if (name && !payees.has(key)) payees.set(key, { name, ...details });
  };
  for (const { payee, kind, categoryId, accountId } of transactions) add({ name: payee ?? '', kind, categoryId, accountId });
  known.forEach(add);
  return [...payees.values()];
}

/** Finds a payee of a kind of entry by the whole name, ignoring case. */
export const findPayee = (payees: readonly Payee[], name: string, kind: Payee['kind']): Payee | undefined =>
  payees.find((payee) => keyOf(payee.name, payee.kind) === keyOf(name, kind));
