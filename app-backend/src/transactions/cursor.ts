import { z } from 'zod';
import { day } from '../validation/day.js';

/** Sort orders; ties are ordered by entry. */
export const orders = {
  newest: { column: 'date', direction: 'desc' },
  oldest: { column: 'date', direction: 'asc' },
  largest: { column: 'value', direction: 'desc' },
  smallest: { column: 'value', direction: 'asc' },
  // By the time of entry.
  latest: { column: 'sequence', direction: 'desc' },
} as const;

export type Order = keyof typeof orders;

/** The position at which a page ends: new entries do not shift it. */
export interface Cursor {
  key: string | number;
  sequence: number;
}

const SEQUENCE = '\\d{1,15}';

export const formatCursor = (row: { date: string; value: bigint | null; sequence: number }, order: Order): string =>
  `${row[orders[order].column]}.${row.sequence}`;

/** Returns undefined for a string that is no cursor of this order. */
export function parseCursor(cursor: string, order: Order): Cursor | undefined {
  const [, key, sequence] = new RegExp(`^(.+)\\.(${SEQUENCE})$`).exec(cursor) ?? [];
  if (key === undefined) return undefined;
  if (orders[order].column === 'date') return day.safeParse(key).success ? { key, sequence: Number(sequence) } : undefined;
  return /^\d{1,16}$/.test(key) && Number.isSafeInteger(Number(key)) ? { key: Number(key), sequence: Number(sequence) } : undefined;
}

/** Rejects a query whose cursor belongs to another order. */
export function checkCursorOrder(query: { cursor?: string | undefined; sort: Order }, context: z.RefinementCtx): void {
  if (query.cursor !== undefined && !parseCursor(query.cursor, query.sort))
    context.addIssue({ code: 'custom', path: ['cursor'], message: 'must be a nextCursor of the same list in the same order' });
}
