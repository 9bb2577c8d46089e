'use server';

import { revalidatePath } from 'next/cache';
import { type Api, unwrap } from '@/api/client';
import {
  type BulkEdit,
  bulkDelete,
  bulkEdit,
  type NewTransaction,
  type Transaction,
  transactionsChange,
  transactionsCreate,
} from '@/api/generated';
import { ApiProblem, isWaking } from '@/api/problem';
import { asSignedIn } from '@/session/signed-in';

/** The result of a write. A page is outdated if the site no longer has its actions. */
export type Outcome<T = unknown> =
  { done: T } | { message: string; errors: Record<string, string>; isWaking: boolean; isOutdated?: boolean };

/** Adds an entry. A retry sends the same key, so that the entry is added once. */
export async function addEntry(body: NewTransaction, key: string): Promise<Outcome<Transaction>> {
  return attempt((client) => unwrap(transactionsCreate({ client, body, headers: { 'Idempotency-Key': key } })));
}

export async function changeEntry(id: string, body: NewTransaction, key: string): Promise<Outcome<Transaction>> {
  return attempt((client) => unwrap(transactionsChange({ client, path: { id }, body, headers: { 'Idempotency-Key': key } })));
}

export async function changeEntries(ids: string[], change: BulkEdit['change'], key: string): Promise<Outcome> {
  return attempt((client) => unwrap(bulkEdit({ client, body: { ids, change }, headers: { 'Idempotency-Key': key } })));
}

export async function removeEntries(ids: string[], key: string): Promise<Outcome> {
  return attempt((client) => unwrap(bulkDelete({ client, body: { ids }, headers: { 'Idempotency-Key': key } })));
}

/** Adds deleted entries again. */
export async function restoreEntries(entries: NewTransaction[], key: string): Promise<Outcome> {
  return attempt(async (client) => {
    for (const [index, body] of entries.entries())
      await unwrap(transactionsCreate({ client, body, headers: { 'Idempotency-Key': `${key}-${index}` } }));
  });
}

async function attempt<T>(write: (client: Api) => Promise<T>): Promise<Outcome<T>> {
  try {
    const done = await asSignedIn(write);
    revalidatePath('/', 'layout');
    return { done };
  } catch (error) {
    if (isWaking(error)) return { message: 'The expenses service is not responding right now.', errors: {}, isWaking: true };
    if (error instanceof ApiProblem) return { message: error.detail, errors: error.fields, isWaking: false };
    throw error;
  }
}
