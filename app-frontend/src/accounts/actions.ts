'use server';

import { unwrap } from '@/api/client';
import { type Account, accountsChange, accountsCreate, accountsDelete, accountsGet } from '@/api/generated';
import { parseBalance, plainAmount } from '@/money/money';
import { preferences } from '@/preferences/preferences';
import { changeSeen } from '@/session/change-seen';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';
import { KIND_NAMES } from './kind-names';

export async function createAccount(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'kind', 'currency', 'openingBalance');
  const balance = parseBalance(values.openingBalance, values.currency, (await preferences()).locale);
  if ('error' in balance) return { errors: { openingBalance: balance.error.replace('Amount', 'Opening balance') }, values };
  const body = { name: values.name, kind: values.kind as Account['kind'], currency: values.currency, openingBalance: balance.minorUnits };
  return submitForm(values, (client) => unwrap(accountsCreate({ client, body })), `${values.name} added.`);
}

export async function changeAccount(id: string, currency: string, _: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'kind', 'openingBalance');
  const { locale } = await preferences();
  const balance = parseBalance(values.openingBalance, currency, locale);
  if ('error' in balance) return { errors: { openingBalance: balance.error.replace('Amount', 'Opening balance') }, values };
  return changeSeen({
    form,
    values,
    read: async (client) => {
      const { name, kind, openingBalance } = await unwrap(accountsGet({ client, path: { id } }));
      return { name, kind, openingBalance: plainAmount(openingBalance, currency, locale) };
    },
    describe: (name, text) => (name === 'kind' ? KIND_NAMES[text as Account['kind']] : text),
    write: (client, isChanged) => {
      const body = {
        ...(isChanged('name') && { name: values.name }),
        ...(isChanged('kind') && { kind: values.kind as Account['kind'] }),
        ...(isChanged('openingBalance') && { openingBalance: balance.minorUnits }),
      };
      return unwrap(accountsChange({ client, path: { id }, body }));
    },
  });
}

export async function archiveAccount(id: string, archived: boolean): Promise<FormState> {
  return submitForm(
    {},
    (client) => unwrap(accountsChange({ client, path: { id }, body: { archived } })),
    archived ? 'Account archived.' : 'Account restored.',
  );
}

export async function deleteAccount(id: string): Promise<FormState> {
  return submitForm({}, (client) => unwrap(accountsDelete({ client, path: { id } })), 'Account deleted.');
}
