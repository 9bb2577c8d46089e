'use server';

import { redirect } from 'next/navigation';
import { login, logout, register } from '@/api/expenses-api';
import type { Session } from '@/api/schemas';
import { forgetSession, keepSession, refreshToken } from '@/session/session';
import type { FormState } from '@/ui/form-state';
import { toFormState } from '@/ui/form-problem';

export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const { name, email, password } = texts(form);
  return signIn(() => register({ email, password, ...(name && { name }) }), { name, email });
}

export async function logIn(_: FormState, form: FormData): Promise<FormState> {
  const { email, password } = texts(form);
  return signIn(() => login({ email, password }), { email });
}

export async function logOut(): Promise<void> {
  const token = await refreshToken();
  await forgetSession();
  // Signed out here in any case; an API that does not answer lets the token expire.
  if (token) await logout(token).catch(() => undefined);
  redirect('/login');
}

async function signIn(begin: () => Promise<Session>, values: Record<string, string>): Promise<FormState> {
  try {
    await keepSession(await begin());
  } catch (error) {
    return toFormState(error, values);
  }
  redirect('/');
}

function texts(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return { name: text('name'), email: text('email'), password: String(form.get('password') ?? '') };
}
