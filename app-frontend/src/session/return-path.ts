/** Where to go back to: a path of this site, or its first page. What leads elsewhere is not followed. */
export function returnPath(wanted: string | null): string {
  const base = 'http://here.invalid';
  try {
    const url = new URL(wanted ?? '/', base);
    // A path that begins with two slashes is another site's address, however it came about.
    return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
