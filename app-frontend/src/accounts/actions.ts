'use server';

import { told } from '@/api/client';
import { type Account, accountsChange, accountsCreate, accountsDelete } from '@/api/generated';
import { parseBalance } from '@/money/money';
import { submitted } from '@/session/submitted';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

export async function createAccount(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'kind', 'currency', 'openingBalance');
  const balance = parseBalance(values.openingBalance, values.currency);
  if ('error' in balance) return { errors: { openingBalance: balance.error }, values };
  const body = { name: values.name, kind: values.kind as Account['kind'], currency: values.currency, openingBalance: balance.minorUnits };
  return submitted(values, (client) => told(accountsCreate({ client, body })), `Added ${values.name}.`);
}

export async function changeAccount(id: string, currency: string, _: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'kind', 'openingBalance');
  const balance = parseBalance(values.openingBalance, currency);
  if ('error' in balance) return { errors: { openingBalance: balance.error }, values };
  const body = { name: values.name, kind: values.kind as Account['kind'], openingBalance: balance.minorUnits };
  return submitted(values, (client) => told(accountsChange({ client, path: { id }, body })), 'Saved.');
}

export async function archiveAccount(id: string, archived: boolean): Promise<FormState> {
  return submitted(
    {},
    (client) => told(accountsChange({ client, path: { id }, body: { archived } })),
    archived ? 'Archived.' : 'Restored.',
  );
}

export async function deleteAccount(id: string): Promise<FormState> {
  return submitted({}, (client) => told(accountsDelete({ client, path: { id } })), 'Deleted.');
}
