import 'server-only';
import { redirect } from 'next/navigation';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem } from '@/api/problem';
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
  if (!renewed) redirect('/login');
  return ask(apiFor({ token: renewed }));
}

export const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
