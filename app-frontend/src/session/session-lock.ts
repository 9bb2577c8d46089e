/**
 * Runs an action that may renew the session under a lock shared by all tabs, so that each uses the token the previous one got. The
 * lock is in the browser because the site runs in several processes that don't know of each other.
 */
export const withSessionLock = <T>(act: () => Promise<T>): Promise<T> =>
  // Browsers offer locks only over HTTPS and on localhost.
  globalThis.navigator?.locks?.request('session', act) ?? act();
