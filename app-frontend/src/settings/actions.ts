'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { unwrap } from '@/api/client';
import {
  apiTokensCreate,
  apiTokensDelete,
  ownAccountChangePassword,
  ownAccountDelete,
  ownAccountEndOtherSessions,
  ownAccountEndSession,
  peopleChange,
} from '@/api/generated';
import { THEMES } from '@/preferences/themes';
import { clearSession } from '@/session/session';
import { submitForm } from '@/session/submit-form';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

/** The write permission includes reading. */
const SCOPES: Record<string, ('read' | 'write')[]> = { read: ['read'], write: ['read', 'write'] };

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export async function changeProfile(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'homeCurrency');
  return submitForm(
    values,
    (client) => unwrap(peopleChange({ client, body: { name: values.name || null, homeCurrency: values.homeCurrency } })),
    'Saved.',
  );
}

export async function chooseTheme(_: FormState, form: FormData): Promise<FormState> {
  const { theme } = formTexts(form, 'theme');
  if (!THEMES.some((known) => known === theme)) return {};
  (await cookies()).set('theme', theme, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' });
  revalidatePath('/', 'layout');
  return {};
}

export async function changePassword(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'currentPassword', 'newPassword');
  return submitForm(
    {},
    (client) => unwrap(ownAccountChangePassword({ client, body })),
    'Password changed. You are signed out everywhere else.',
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
    expiresInDays: values.expiresInDays ? Number(values.expiresInDays) : null,
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
  return submitForm({}, (client) => unwrap(apiTokensDelete({ client, path: { id } })), 'Deleted.');
}

export async function deleteMe(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'password');
  const state = await submitForm({}, (client) => unwrap(ownAccountDelete({ client, body })), 'Deleted.');
  if (!state.done) return state;
  await clearSession();
  redirect('/login');
}
