import 'server-only';

const KEPT_MS = 20_000;

/** Pages and routes are bundled apart, and share nothing else. */
const shared = globalThis as { inFlight?: Map<string, Promise<unknown>> };

/**
 * A refresh token is good for one use, and of two answers to it the API holds to the last, whichever the browser keeps: two tabs that
 * renew at the same moment get one.
 */
export function shareInFlight<T>(token: string, send: () => Promise<T>): Promise<T> {
  const inFlight = (shared.inFlight ??= new Map());
  const running = inFlight.get(token) as Promise<T> | undefined;
  if (running) return running;
  const answer = send();
  inFlight.set(token, answer);
  const forget = () => inFlight.delete(token);
  answer.then(() => setTimeout(forget, KEPT_MS).unref(), forget);
  return answer;
}
