import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { loginUrl } from './urls';
import { returnPath } from './return-path';
import { accessToken, renew } from './session';
import { personOf } from './token-age';

interface Options {
  streams?: boolean;
}

/** The person has to log in again. */
export class SessionEnded extends Error {}

/** Calls the API as the signed-in person. If the token is refused, renews it and retries once. For actions and routes. */
export async function withSession<T>(call: (api: Api, person: string) => Promise<T> | T, options: Options = {}): Promise<T> {
  const token = await accessToken();
  if (token) {
    try {
      return await call(apiFor({ ...options, token }), personOf(token));
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
  }
  const renewed = await renew();
  if (!renewed) throw new SessionEnded();
  return call(apiFor({ ...options, token: renewed }), personOf(renewed));
}

/** The same, and asks to log in if the session has ended. */
export async function asSignedIn<T>(call: (api: Api) => Promise<T>, options: Options = {}): Promise<T> {
  try {
    return await withSession(call, options);
  } catch (error) {
    if (error instanceof SessionEnded) redirect(loginUrl(await refererPath()));
    throw error;
  }
}

/** Returns the path of the page that sent the request. */
async function refererPath(): Promise<string> {
  const referer = (await headers()).get('referer');
  const { pathname, search } = new URL(referer && URL.canParse(referer) ? referer : 'http://none.invalid/');
  return returnPath(pathname + search);
}

export const isUnauthorized = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
