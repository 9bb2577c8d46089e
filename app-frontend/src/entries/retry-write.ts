import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { withSessionLock } from '@/session/session-lock';
import { NEW_VERSION } from '@/ui/new-version';
import type { Outcome } from './actions';

const PAUSES_MS = [500, 2_000, 5_000, 10_000];

const UNANSWERED = { message: "Can't connect right now.", errors: {}, isWaking: true };

/** A retry would get the same answer. */
const OUTDATED = { message: `${NEW_VERSION} Reload the page and try again.`, errors: {}, isWaking: false, isOutdated: true };

/** Creates an idempotency key. Browsers offer crypto.randomUUID only over HTTPS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Retries a write until it is answered. The key stays the same, so that the write takes effect once. */
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

/** Redirects and the site's own errors have a digest. Network errors and a proxy's error pages do not. */
const isAnswer = (error: unknown): boolean => error instanceof Error && 'digest' in error;
