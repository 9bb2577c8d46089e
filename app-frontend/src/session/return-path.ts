/** Returns the wanted path if it is on this site, otherwise the start page. */
export function returnPath(wanted: string | null): string {
  const base = 'http://here.invalid';
  try {
    const url = new URL(wanted ?? '/', base);
    // A path that begins with two slashes is another site's URL.
    return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
