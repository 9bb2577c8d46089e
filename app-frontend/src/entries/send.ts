import { withSessionLock } from '@/session/session-lock';
import type { Failure, Outcome, Write } from './outcome';

const PAUSES_MS = [500, 2_000, 5_000, 10_000];

const unanswered = (message: string): Failure => ({ message, errors: {}, isUnanswered: true });

/** Creates an idempotency key. Browsers offer crypto.randomUUID only over HTTPS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends a write of a person to the site. */
export const send = <T extends object>(write: Write, person: string, key = newKey()): Promise<Outcome<T>> =>
  retryWrite((sameKey) => request<T>(JSON.stringify({ write, key: sameKey, person })), key);

async function request<T extends object>(body: string): Promise<Outcome<T>> {
  // Ends even if the page closes meanwhile.
  const response = await fetch('/api/entries', { method: 'POST', headers: { 'content-type': 'application/json' }, body, keepalive: true });
  return response.ok ? ((await response.json()) as Outcome<T>) : unanswered("The site can't answer right now.");
}

/** Retries a write until it is answered. The key stays the same, so that the write takes effect once. */
export async function retryWrite<T extends object>(
  write: (key: string) => Promise<Outcome<T>>,
  key: string,
  pauses: readonly number[] = PAUSES_MS,
): Promise<Outcome<T>> {
  const outcome = await withSessionLock(() => write(key)).catch(() => unanswered("Can't connect right now."));
  const [pause, ...further] = pauses;
  if ('done' in outcome || !outcome.isUnanswered || pause === undefined) return outcome;
  await new Promise((resolve) => setTimeout(resolve, pause));
  return retryWrite(write, key, further);
}
