'use server';

import { unwrap } from '@/api/client';
import { categoriesChange, categoriesCreate, categoriesDelete } from '@/api/generated';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

const read = (form: FormData) => formTexts(form, 'name', 'parentId', 'colour');

const toBody = ({ name, parentId, colour }: ReturnType<typeof read>) => ({ name, parentId: parentId || null, colour: colour || null });

export async function createCategory(_: FormState, form: FormData): Promise<FormState> {
  const values = read(form);
  return submitForm(values, (client) => unwrap(categoriesCreate({ client, body: toBody(values) })), `${values.name} added.`);
}

export async function changeCategory(id: string, _: FormState, form: FormData): Promise<FormState> {
  const values = read(form);
  return submitForm(values, (client) => unwrap(categoriesChange({ client, path: { id }, body: toBody(values) })), 'Saved.');
}

export async function deleteCategory(id: string): Promise<FormState> {
  return submitForm({}, (client) => unwrap(categoriesDelete({ client, path: { id } })), 'Deleted.');
}
