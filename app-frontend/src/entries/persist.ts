import type { Outcome } from './actions';

const PAUSES_MS = [500, 2_000, 5_000, 10_000];

/** A name for one thing to do. Not crypto.randomUUID, which browsers keep from pages without HTTPS. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends a write until it is answered, with the same key, so that it is done once however often it is sent. */
export async function persist<T>(write: (key: string) => Promise<Outcome<T>>, pauses: readonly number[] = PAUSES_MS): Promise<Outcome<T>> {
  const key = newKey();
  for (const pause of pauses) {
    const outcome = await write(key).catch((error: unknown) => {
      if (isNetworkError(error)) return undefined;
      throw error;
    });
    if (outcome && ('done' in outcome || !outcome.isWaking)) return outcome;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return write(key).catch(() => ({ message: 'There is no connection right now. Nothing was changed.', errors: {}, isWaking: true }));
}

/** What fetch throws where nobody answers; redirects and the site's own errors are something else. */
const isNetworkError = (error: unknown): boolean => error instanceof TypeError;
