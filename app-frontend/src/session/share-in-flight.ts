import 'server-only';

const KEPT_MS = 20_000;

/** A global, since pages and routes are separate bundles that share no modules. */
const shared = globalThis as { inFlight?: Map<string, Promise<unknown>> };

/**
 * Shares one answer between concurrent renewals with the same token. A refresh token is valid for one use; of two answers the API
 * accepts only the last, and the browser may keep the other.
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
