import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { loginUrl } from './urls';
import { returnPath } from './return-path';
import { accessToken, renew } from './session';

/** For actions and routes: asks the API as who is signed in, and where the token is refused, once more with a new one. */
export async function asSignedIn<T>(call: (api: Api) => Promise<T>): Promise<T> {
  const token = await accessToken();
  if (token) {
    try {
      return await call(apiFor({ token }));
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
  }
  const renewed = await renew();
  if (!renewed) redirect(loginUrl(await refererPath()));
  return call(apiFor({ token: renewed }));
}

/** The page that asks, by what the browser tells of it. */
async function refererPath(): Promise<string> {
  const referer = (await headers()).get('referer');
  const { pathname, search } = new URL(referer && URL.canParse(referer) ? referer : 'http://none.invalid/');
  return returnPath(pathname + search);
}

export const isUnauthorized = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
