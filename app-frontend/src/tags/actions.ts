'use server';

import { unwrap } from '@/api/client';
import { tagsRemove, tagsRename, tagsRestore } from '@/api/generated';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

export async function renameTag(tag: string, _: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name');
  const name = values.name.replace(/^[#\s]+/, '');
  if (name === '' || name.includes(',')) return { errors: { name: 'Enter a tag name without commas.' }, values: { name } };
  if (name === tag) return {};
  return submitForm({ name }, (client) => unwrap(tagsRename({ client, body: { tag, name } })), 'Renamed.');
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
