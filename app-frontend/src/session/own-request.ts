/** Whether a request comes from this site itself or from nobody's page, and not from somebody else's. */
export function isOwnRequest(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  if (!origin) return true;
  // Amplify's content network hands requests on under another host than the one that the browser knows.
  const hosts = [headers.get('host'), headers.get('x-forwarded-host')];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
