'use server';

import { type Api, unwrap } from '@/api/client';
import { type BulkEdit, bulkEdit, tagsRemove, tagsRestore, type TransactionPage, transactionsPage } from '@/api/generated';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

const BATCH_SIZE = 200;

export async function renameTag(tag: string, _: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name');
  const name = values.name.replace(/^[#\s]+/, '');
  if (name === '' || name.includes(',')) return { errors: { name: 'Enter a tag name without commas.' }, values: { name } };
  if (name === tag) return {};
  return submitForm({ name }, (client) => updateAll(client, tag, { addTags: [name], removeTags: [tag] }), 'Renamed.');
}

export async function removeTag(tag: string): Promise<FormState> {
  let count = 0;
  const state = await submitForm({}, async (client) => ({ count } = await unwrap(tagsRemove({ client, body: { tag } }))), 'Removed.');
  return state.done ? { done: `Removed #${tag} from ${entryCount(count)}.` } : state;
}

export async function restoreTag(tag: string): Promise<FormState> {
  let count = 0;
  const state = await submitForm({}, async (client) => ({ count } = await unwrap(tagsRestore({ client, body: { tag } }))), 'Restored.');
  return state.done ? { done: `Restored #${tag} on ${entryCount(count)}.` } : state;
}

const entryCount = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

/** Applies a change to all entries with a tag, page by page: a new spelling is still the same tag. A tag exists only on entries. */
async function updateAll(client: Api, tag: string, change: BulkEdit['change']): Promise<void> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: TransactionPage = await unwrap(transactionsPage({ client, query: { tag, limit: BATCH_SIZE, ...(cursor && { cursor }) } }));
    if (page.items.length > 0) await unwrap(bulkEdit({ client, body: { ids: page.items.map(({ id }) => id), change } }));
    cursor = page.nextCursor;
  }
}
