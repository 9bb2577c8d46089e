'use server';

import { type Api, unwrap } from '@/api/client';
import {
  type Category,
  categoriesChange,
  categoriesCreate,
  categoriesDelete,
  categoriesGet,
  categoriesList,
  categoriesRestore,
  transactionsTotals,
} from '@/api/generated';
import { changeSeen } from '@/session/change-seen';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

const read = (form: FormData) => formTexts(form, 'name', 'parentId', 'colour', 'suggestion');

/** A suggestion that was left alone is no choice. */
const toBody = ({ name, parentId, colour, suggestion }: ReturnType<typeof read>) => ({
  name,
  parentId: parentId || null,
  colour: colour === suggestion ? null : colour || null,
});

const textsOf = ({ name, parentId, colour }: Pick<Category, 'name' | 'parentId' | 'colour'>) => ({
  name,
  parentId: parentId ?? '',
  colour: colour ?? '',
});

export async function createCategory(_: FormState, form: FormData): Promise<FormState> {
  const values = read(form);
  return submitForm(values, (client) => unwrap(categoriesCreate({ client, body: toBody(values) })), `${values.name} added.`);
}

export async function changeCategory(id: string, _: FormState, form: FormData): Promise<FormState> {
  const values = read(form);
  const body = toBody(values);
  const names = new Map<string, string>();
  return changeSeen({
    form,
    values,
    edited: textsOf(body),
    read: async (client) => {
      const { items } = await unwrap(categoriesList({ client }));
      for (const each of items) names.set(each.id, each.name);
      return textsOf(await unwrap(categoriesGet({ client, path: { id } })));
    },
    describe: (name, text) => (name === 'parentId' ? (names.get(text) ?? 'None (top level)') : text || 'no colour'),
    write: (client, isChanged) => {
      const changed = Object.fromEntries(Object.entries(body).filter(([name]) => isChanged(name)));
      return unwrap(categoriesChange({ client, path: { id }, body: changed }));
    },
  });
}

export async function deleteCategory(id: string, name: string): Promise<FormState> {
  let count = 0;
  const state = await submitForm(
    {},
    async (client) => {
      count = await countEntries(client, id);
      await unwrap(categoriesDelete({ client, path: { id } }));
    },
    'Deleted.',
  );
  return state.done ? { done: `Deleted ${name}. ${entriesHave(count)} no category now.` } : state;
}

export async function restoreCategory(id: string, name: string): Promise<FormState> {
  let count = 0;
  const state = await submitForm(
    {},
    async (client) => ({ count } = await unwrap(categoriesRestore({ client, path: { id } }))),
    'Restored.',
  );
  return state.done ? { done: `Restored ${name}. ${entriesHave(count)} it again.` } : state;
}

const entriesHave = (count: number): string => (count === 1 ? '1 entry has' : `${count} entries have`);

/** Counts the entries of a category without its subcategories, whose entries keep theirs. */
async function countEntries(client: Api, id: string): Promise<number> {
  const { items } = await unwrap(categoriesList({ client }));
  const children = items.filter(({ parentId }) => parentId === id);
  const [own = 0, ...below] = await Promise.all(
    [id, ...children.map((child) => child.id)].map(
      async (categoryId) => (await unwrap(transactionsTotals({ client, query: { categoryId } }))).count,
    ),
  );
  return own - below.reduce((sum, count) => sum + count, 0);
}
