'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Api, unwrap } from '@/api/client';
import {
  apiTokensCreate,
  apiTokensDelete,
  emailChangeRequest,
  ownAccountChangePassword,
  ownAccountDelete,
  ownAccountEndOtherSessions,
  ownAccountEndSession,
  peopleChange,
  peopleMe,
  transactionsTotals,
} from '@/api/generated';
import { THEMES } from '@/preferences/themes';
import { clearSession } from '@/session/session';
import { changeSeen, seenIn } from '@/session/change-seen';
import { asSignedIn } from '@/session/signed-in';
import { submitForm } from '@/session/submit-form';
import { toFormState } from '@/ui/form-problem';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

/** The write permission includes reading. */
const SCOPES: Record<string, ('read' | 'write')[]> = { read: ['read'], write: ['read', 'write'] };

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export async function changeProfile(_: FormState, form: FormData): Promise<FormState> {
  const { confirmedCurrency, ...values } = formTexts(form, 'name', 'homeCurrency', 'confirmedCurrency');
  const { name, homeCurrency } = values;
  try {
    const isNew = homeCurrency !== confirmedCurrency && homeCurrency !== seenIn(form)?.homeCurrency;
    const count = isNew ? await asSignedIn((client) => countWithoutValue(client, homeCurrency)) : 0;
    if (count > 0) return { values, question: currencyQuestion(homeCurrency, count) };
  } catch (error) {
    return toFormState(error, values);
  }
  return changeSeen({
    form,
    values,
    read: async (client) => {
      const person = await unwrap(peopleMe({ client }));
      return { name: person.name ?? '', homeCurrency: person.homeCurrency };
    },
    write: (client, isChanged) => {
      const body = { ...(isChanged('name') && { name: name || null }), ...(isChanged('homeCurrency') && { homeCurrency }) };
      return unwrap(peopleChange({ client, body }));
    },
  });
}

/** Counts the entries that have no value in a new home currency: a rate can only be added once it is the home currency. */
async function countWithoutValue(client: Api, homeCurrency: string): Promise<number> {
  if ((await unwrap(peopleMe({ client }))).homeCurrency === homeCurrency) return 0;
  const kinds = ['expense', 'income'] as const;
  const totals = await Promise.all(kinds.map((kind) => unwrap(transactionsTotals({ client, query: { kind } }))));
  const others = totals.flatMap(({ currencies }) => currencies.filter(({ currency }) => currency !== homeCurrency));
  return others.reduce((sum, { count }) => sum + count, 0);
}

const currencyQuestion = (currency: string, count: number): NonNullable<FormState['question']> => ({
  text:
    `Your sums will be in ${currency}. ${count === 1 ? 'One entry is' : `${count} entries are`} in another currency and ` +
    `will be left out of them until you add the exchange rate to ${currency} to each.`,
  button: `Change to ${currency}`,
  name: 'confirmedCurrency',
  value: currency,
});

export async function chooseTheme(_: FormState, form: FormData): Promise<FormState> {
  const { theme } = formTexts(form, 'theme');
  if (!THEMES.some((known) => known === theme)) return {};
  (await cookies()).set('theme', theme, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' });
  revalidatePath('/', 'layout');
  return {};
}

export async function changePassword(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'revokeTokens');
  const revokeTokens = values.revokeTokens === 'on';
  const body = { ...formTexts(form, 'currentPassword', 'newPassword'), revokeTokens };
  return submitForm(
    values,
    (client) => unwrap(ownAccountChangePassword({ client, body })),
    `Password changed. You are signed out everywhere else.${revokeTokens ? ' All API tokens are deleted.' : ''}`,
    ['currentPassword', 'newPassword'],
  );
}

/** Says the same whether or not another account has the address. */
export async function changeEmail(_: FormState, form: FormData): Promise<FormState> {
  const { email, password } = formTexts(form, 'email', 'password');
  return submitForm(
    { email },
    (client) => unwrap(emailChangeRequest({ client, body: { email, password } })),
    `A message is on its way to ${email}. Your address changes once you open the link in it, within 30 minutes.`,
    ['email', 'password'],
  );
}

export async function endSession(id: string): Promise<FormState> {
  return submitForm({}, (client) => unwrap(ownAccountEndSession({ client, path: { id } })), 'Session ended.');
}

export async function endOtherSessions(): Promise<FormState> {
  return submitForm({}, (client) => unwrap(ownAccountEndOtherSessions({ client })), 'All other sessions ended.');
}

export async function createToken(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'scope', 'expiresInDays');
  const body = {
    name: values.name,
    scopes: SCOPES[values.scope] ?? ['read'],
    expiresInDays: Number(values.expiresInDays),
  };
  let secret = '';
  const state = await submitForm(
    values,
    async (client) => (secret = (await unwrap(apiTokensCreate({ client, body }))).token),
    "Copy the token now. You won't see it again.",
  );
  return state.done ? { ...state, secret } : state;
}

export async function deleteToken(id: string): Promise<FormState> {
  return submitForm({}, (client) => unwrap(apiTokensDelete({ client, path: { id } })), 'Token deleted.');
}

export async function deleteMe(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'password');
  const state = await submitForm({}, (client) => unwrap(ownAccountDelete({ client, body })), 'Deleted.', Object.keys(body));
  if (!state.done) return state;
  await clearSession();
  redirect('/login');
}
