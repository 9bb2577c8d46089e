import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { loginBefore } from './addresses';
import { returnAddress } from './return-address';
import { accessToken, renew } from './session';

/** For actions and routes: asks the API as who is signed in, and where the token is refused, once more with a new one. */
export async function asSignedIn<T>(ask: (api: Api) => Promise<T>): Promise<T> {
  const token = await accessToken();
  if (token) {
    try {
      return await ask(apiFor({ token }));
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  const renewed = await renew();
  if (!renewed) redirect(loginBefore(await askingPage()));
  return ask(apiFor({ token: renewed }));
}

/** The page that asks, by what the browser tells of it. */
async function askingPage(): Promise<string> {
  const referer = (await headers()).get('referer');
  const { pathname, search } = new URL(referer && URL.canParse(referer) ? referer : 'http://none.invalid/');
  return returnAddress(pathname + search);
}

export const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
