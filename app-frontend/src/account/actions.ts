'use server';

import { redirect } from 'next/navigation';
import { type Api, apiFor, unwrap } from '@/api/client';
import {
  authLogin,
  authLogout,
  authRegister,
  emailChangeConfirm,
  passwordResetComplete,
  passwordResetRequest,
  type Session,
} from '@/api/generated';
import { returnPath } from '@/session/return-path';
import { clearSession, refreshToken, saveSession, visitor } from '@/session/session';
import { toFormState } from '@/ui/form-problem';
import type { FormState } from '@/ui/form-state';
import { formTexts } from '@/ui/form-texts';

/** Logging out must not hang on a slow API. */
const LOG_OUT_TIMEOUT_MS = 3_000;

export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const { name, email, password, homeCurrency } = formTexts(form, 'name', 'email', 'password', 'homeCurrency');
  return signIn(
    (client) => unwrap(authRegister({ client, body: { email, password, homeCurrency, ...(name && { name }) } })),
    { name, email, homeCurrency },
    '/',
  );
}

export async function logIn(_: FormState, form: FormData): Promise<FormState> {
  const { email, password, next } = formTexts(form, 'email', 'password', 'next');
  return signIn((client) => unwrap(authLogin({ client, body: { email, password } })), { email }, returnPath(next || null));
}

export async function logOut(): Promise<void> {
  const [token, client] = [await refreshToken(), await visitor()];
  await clearSession();
  // The cookies are gone either way. If the API does not answer, the token expires on its own.
  if (token)
    await unwrap(authLogout({ client: apiFor({ ...client, timeoutMs: LOG_OUT_TIMEOUT_MS }), body: { refreshToken: token } })).catch(
      () => undefined,
    );
  redirect('/login');
}

/** Says the same whether or not an account has the address. */
export async function askForLink(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'email');
  return send(body, (client) => unwrap(passwordResetRequest({ client, body })), {
    done: `If an account has this address, a message with a link is on its way to ${body.email}. The link works for 30 minutes.`,
  });
}

export async function resetPassword(_: FormState, form: FormData): Promise<FormState> {
  const values = formTexts(form, 'revokeTokens');
  const body = { ...formTexts(form, 'token', 'newPassword'), revokeTokens: values.revokeTokens === 'on' };
  const state = await send(values, (client) => unwrap(passwordResetComplete({ client, body })), { done: 'Password set.' }, ['newPassword']);
  if (!state.done) return state;
  // The session of this browser has ended too, if there was one.
  await clearSession();
  redirect('/login?password=new');
}

export async function confirmEmail(_: FormState, form: FormData): Promise<FormState> {
  const body = formTexts(form, 'token');
  return send({}, (client) => unwrap(emailChangeConfirm({ client, body })), { done: 'Your email address is changed.' });
}

/** Sends a form of someone who is not signed in. */
async function send(
  values: Record<string, string>,
  write: (client: Api) => Promise<unknown>,
  sent: FormState,
  fields?: readonly string[],
): Promise<FormState> {
  try {
    await write(apiFor(await visitor()));
  } catch (error) {
    return toFormState(error, values, fields);
  }
  return sent;
}

async function signIn(begin: (client: Api) => Promise<Session>, values: Record<string, string>, next: string): Promise<FormState> {
  try {
    await saveSession(await begin(apiFor(await visitor())));
  } catch (error) {
    return toFormState(error, values, [...Object.keys(values), 'password']);
  }
  redirect(next);
}
