'use server';

import { type Api, told } from '@/api/client';
import { type BulkEdit, bulkEdit, transactionsPage } from '@/api/generated';
import { submitted } from '@/session/submitted';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

const AT_ONCE = 200;

export async function renameTag(tag: string, _: FormState, form: FormData): Promise<FormState> {
  const { name } = formTexts(form, 'name');
  if (name === '' || name.includes(',')) return { errors: { name: 'Enter a tag name without commas.' }, values: { name } };
  if (name === tag) return {};
  return submitted({ name }, (client) => everywhere(client, tag, { addTags: [name], removeTags: [tag] }), 'Renamed.');
}

export async function removeTag(tag: string): Promise<FormState> {
  return submitted({}, (client) => everywhere(client, tag, { removeTags: [tag] }), 'Removed.');
}

/** A tag is nothing by itself, but what entries have: it changes where they do. */
async function everywhere(client: Api, tag: string, change: BulkEdit['change']): Promise<void> {
  for (;;) {
    const { items } = await told(transactionsPage({ client, query: { tag, limit: AT_ONCE } }));
    if (items.length === 0) return;
    await told(bulkEdit({ client, body: { ids: items.map(({ id }) => id), change } }));
  }
}
