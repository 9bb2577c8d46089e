import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { loginUrl } from './urls';
import { returnPath } from './return-path';
import { accessToken, renew } from './session';

/** Calls the API as the signed-in user. If the token is refused, renews it and retries once. For actions and routes. */
export async function asSignedIn<T>(call: (api: Api) => Promise<T>, options: { streams?: boolean } = {}): Promise<T> {
  const token = await accessToken();
  if (token) {
    try {
      return await call(apiFor({ ...options, token }));
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
  }
  const renewed = await renew();
  if (!renewed) redirect(loginUrl(await refererPath()));
  return call(apiFor({ ...options, token: renewed }));
}

/** Returns the path of the page that sent the request. */
async function refererPath(): Promise<string> {
  const referer = (await headers()).get('referer');
  const { pathname, search } = new URL(referer && URL.canParse(referer) ? referer : 'http://none.invalid/');
  return returnPath(pathname + search);
}

export const isUnauthorized = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
