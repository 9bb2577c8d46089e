/** Where to go back to: a path of this site, or its first page. What leads elsewhere is not followed. */
export function returnAddress(wanted: string | null): string {
  const base = 'http://here.invalid';
  try {
    const url = new URL(wanted ?? '/', base);
    return url.origin === base ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
