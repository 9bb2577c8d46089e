import type { Transaction } from '@/api/generated';

/** A category and an account that entries of this kind had together. */
export type Pair = Pick<Transaction, 'kind' | 'categoryId' | 'accountId'> & { categoryId: string };

/** Lists what was chosen together, the most used pair first, and of two the later one. The entries must be sorted latest first. */
export function pairsOf(entries: readonly Pick<Transaction, 'kind' | 'categoryId' | 'accountId'>[]): Pair[] {
  const pairs = new Map<string, { pair: Pair; count: number }>();
  for (const { kind, categoryId, accountId } of entries) {
    if (categoryId === null) continue;
    const key = `${kind} ${categoryId} ${accountId}`;
    const { pair, count } = pairs.get(key) ?? { pair: { kind, categoryId, accountId }, count: 0 };
    pairs.set(key, { pair, count: count + 1 });
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count).map(({ pair }) => pair);
}
