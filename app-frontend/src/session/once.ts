import 'server-only';

const KEPT_MS = 20_000;

/** Pages and routes are bundled apart, and share nothing else. */
const shared = globalThis as { underWay?: Map<string, Promise<unknown>> };

/**
 * A refresh token is good for one use, and of two answers to it the API holds to the last, whichever the browser keeps: two tabs that
 * renew at the same moment get one.
 */
export function once<T>(token: string, ask: () => Promise<T>): Promise<T> {
  const underWay = (shared.underWay ??= new Map());
  const present = underWay.get(token) as Promise<T> | undefined;
  if (present) return present;
  const answer = ask();
  underWay.set(token, answer);
  const forget = () => underWay.delete(token);
  answer.then(() => setTimeout(forget, KEPT_MS).unref(), forget);
  return answer;
}
