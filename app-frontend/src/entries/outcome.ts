import type { BulkEdit, NewTransaction, Transaction, TransactionChange } from '@/api/generated';

/**
 * A write of entries, as the browser sends it to the site. Tabs stay open through releases: change it only in ways older pages can live
 * with.
 */
export type Write =
  | { type: 'add'; body: NewTransaction }
  /** `base` is what the editor saw. */
  | { type: 'change'; base: Transaction; change: TransactionChange }
  | { type: 'change-all'; ids: string[]; change: BulkEdit['change'] }
  | { type: 'remove'; ids: string[] }
  | { type: 'restore'; ids: string[] };

export interface SentWrite {
  write: Write;
  /** The idempotency key: a write that is sent again takes effect once. */
  key: string;
  /** Who typed it. */
  person: string;
}

/** Why a write had no effect, as far as is known. */
export interface Failure {
  message: string;
  errors: Record<string, string>;
  /** Whether the write may have taken effect, and may be sent again. */
  isUnanswered: boolean;
  isSignedOut?: boolean;
  isOtherPerson?: boolean;
  /** The transaction as it is now, if it changed since the editor saw it. */
  conflict?: Transaction;
}

export type Outcome<T extends object = object> = { done: T } | Failure;
