/** Whether a request comes from this site itself or from nobody's page, and not from somebody else's. */
export function isSameOriginRequest(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  if (!origin) return true;
  // As server actions are parsed: by the host that the browser knows, which src/security/public-host.ts names.
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return URL.canParse(origin) && new URL(origin).host === host;
}
