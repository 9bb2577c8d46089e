import type { Transaction } from '@/api/generated';

/** A category and an account that entries of this kind had together. */
export type Pair = Pick<Transaction, 'kind' | 'categoryId' | 'accountId'> & { categoryId: string };

/**
 * Lists what was chosen together: first what most payees have, as a payee that is known needs no choice, then the most used, then the
 * latest. The entries must be sorted latest first.
 */
export function pairsOf(entries: readonly Pick<Transaction, 'kind' | 'categoryId' | 'accountId' | 'payee'>[]): Pair[] {
  const pairs = new Map<string, { pair: Pair; count: number; payees: Set<unknown> }>();
  for (const { kind, categoryId, accountId, payee } of entries) {
    if (categoryId === null) continue;
    const key = `${kind} ${categoryId} ${accountId}`;
    const known = pairs.get(key) ?? { pair: { kind, categoryId, accountId }, count: 0, payees: new Set() };
    known.count += 1;
    // An entry without a payee counts by itself.
    known.payees.add(payee?.toLowerCase() ?? Symbol());
    pairs.set(key, known);
  }
  return [...pairs.values()].sort((a, b) => b.payees.size - a.payees.size || b.count - a.count).map(({ pair }) => pair);
}
