'use server';

import { type Api, unwrap } from '@/api/client';
import { type BulkEdit, bulkEdit, transactionsPage } from '@/api/generated';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

const BATCH_SIZE = 200;

export async function renameTag(tag: string, _: FormState, form: FormData): Promise<FormState> {
  const { name } = formTexts(form, 'name');
  if (name === '' || name.includes(',')) return { errors: { name: 'Enter a tag name without commas.' }, values: { name } };
  if (name === tag) return {};
  return submitForm({ name }, (client) => updateAll(client, tag, { addTags: [name], removeTags: [tag] }), 'Renamed.');
}

export async function removeTag(tag: string): Promise<FormState> {
  return submitForm({}, (client) => updateAll(client, tag, { removeTags: [tag] }), 'Removed.');
}

/** Applies a change to all entries with a tag. A tag exists only on entries. */
async function updateAll(client: Api, tag: string, change: BulkEdit['change']): Promise<void> {
  for (;;) {
    const { items } = await unwrap(transactionsPage({ client, query: { tag, limit: BATCH_SIZE } }));
    if (items.length === 0) return;
    await unwrap(bulkEdit({ client, body: { ids: items.map(({ id }) => id), change } }));
  }
}
