'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { told } from '@/api/client';
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
import { forgetSession } from '@/session/session';
import { submitted } from '@/session/submitted';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

/** Who may write may read. */
const SCOPES: Record<string, ('read' | 'write')[]> = { read: ['read'], write: ['read', 'write'] };

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export async function changeProfile(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'homeCurrency');
  return submitted(
    values,
    (client) => told(peopleChange({ client, body: { name: values.name || null, homeCurrency: values.homeCurrency } })),
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
  return submitted(
    {},
    (client) => told(ownAccountChangePassword({ client, body })),
    'Password changed. You are signed out everywhere else.',
  );
}

export async function endSession(id: string): Promise<FormState> {
  return submitted({}, (client) => told(ownAccountEndSession({ client, path: { id } })), 'Session ended.');
}

export async function endOtherSessions(): Promise<FormState> {
  return submitted({}, (client) => told(ownAccountEndOtherSessions({ client })), 'All other sessions ended.');
}

export async function createToken(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'name', 'scope', 'expiresInDays');
  const body = {
    name: values.name,
    scopes: SCOPES[values.scope] ?? ['read'],
    expiresInDays: values.expiresInDays ? Number(values.expiresInDays) : null,
  };
  let secret = '';
  const state = await submitted(
    values,
    async (client) => (secret = (await told(apiTokensCreate({ client, body }))).token),
    "Copy the token now. You won't see it again.",
  );
  return state.done ? { ...state, secret } : state;
}

export async function deleteToken(id: string): Promise<FormState> {
  return submitted({}, (client) => told(apiTokensDelete({ client, path: { id } })), 'Deleted.');
}

export async function deleteMe(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'password');
  const state = await submitted({}, (client) => told(ownAccountDelete({ client, body })), 'Deleted.');
  if (!state.done) return state;
  await forgetSession();
  redirect('/login');
}
