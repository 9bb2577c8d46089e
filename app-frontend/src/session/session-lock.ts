/**
 * Whoever may renew the session does so one after the other, in all tabs of a browser: each then sends the token that the one
 * before has got. A host runs many processes of this site, of which none knows what the others have under way.
 */
export const withSessionLock = <T>(act: () => Promise<T>): Promise<T> =>
  // Only pages over HTTPS, and on localhost, have locks.
  globalThis.navigator?.locks?.request('session', act) ?? act();
