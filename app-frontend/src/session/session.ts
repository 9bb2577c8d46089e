import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { refresh } from '@/api/expenses-api';
import { ApiProblem } from '@/api/problem';
import type { Session } from '@/api/schemas';
import { sessionCookies } from './cookie-names';

const REFRESH_SECONDS = 30 * 24 * 60 * 60;
/** The access token's cookie ends a little before the token does. */
const MARGIN_SECONDS = 30;

async function names() {
  return sessionCookies((await headers()).get('host'));
}

/** For pages, which may not set cookies: where the access token has expired, a detour gets a new one. */
export async function requireAccessToken(path: string): Promise<string> {
  const { access, refresh } = await names();
  const jar = await cookies();
  const token = jar.get(access)?.value;
  if (token) return token;
  redirect(jar.has(refresh) ? `/session/refresh?next=${encodeURIComponent(path)}` : '/login');
}

/** For actions and routes, which may. */
export async function renewedAccessToken(): Promise<string | undefined> {
  const { access, refresh: name } = await names();
  const jar = await cookies();
  const token = jar.get(access)?.value;
  if (token) return token;
  const refreshToken = jar.get(name)?.value;
  if (!refreshToken) return undefined;
  try {
    const session = await refresh(refreshToken);
    await keepSession(session);
    return session.accessToken;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    await forgetSession();
    return undefined;
  }
}

export async function keepSession(session: Session): Promise<void> {
  const { access, refresh, options } = await names();
  const jar = await cookies();
  jar.set(access, session.accessToken, { ...options, maxAge: Math.max(session.expiresIn - MARGIN_SECONDS, 1) });
  jar.set(refresh, session.refreshToken, { ...options, maxAge: REFRESH_SECONDS });
}

export async function refreshToken(): Promise<string | undefined> {
  return (await cookies()).get((await names()).refresh)?.value;
}

export async function forgetSession(): Promise<void> {
  const { access, refresh, options } = await names();
  const jar = await cookies();
  for (const name of [access, refresh]) jar.set(name, '', { ...options, maxAge: 0 });
}
