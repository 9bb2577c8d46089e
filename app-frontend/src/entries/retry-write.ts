import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { withSessionLock } from '@/session/session-lock';
import { NEW_VERSION } from '@/ui/new-version';
import type { Outcome } from './actions';

const PAUSES_MS = [500, 2_000, 5_000, 10_000];

const UNANSWERED = { message: "Can't connect right now.", errors: {}, isWaking: true };

/** Sent again, it would be answered alike. */
const OUTDATED = { message: `${NEW_VERSION} Reload the page and try again.`, errors: {}, isWaking: false, isOutdated: true };

/** A name for one thing to do. Not crypto.randomUUID, which browsers keep from pages without HTTPS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends a write until it is answered, with the same key, so that it is done once however often it is sent. */
export async function retryWrite<T>(
  write: (key: string) => Promise<Outcome<T>>,
  key = newKey(),
  pauses: readonly number[] = PAUSES_MS,
): Promise<Outcome<T>> {
  const outcome = await withSessionLock(() => write(key)).catch((error: unknown) => {
    if (unstable_isUnrecognizedActionError(error)) return OUTDATED;
    if (isAnswer(error)) throw error;
    return UNANSWERED;
  });
  const [pause, ...further] = pauses;
  if ('done' in outcome || !outcome.isWaking || pause === undefined) return outcome;
  await new Promise((resolve) => setTimeout(resolve, pause));
  return retryWrite(write, key, further);
}

/** Redirects and the site's own errors bear a digest. What fetch throws, and what Next.js makes of a network's error page, does not. */
const isAnswer = (error: unknown): boolean => error instanceof Error && 'digest' in error;
