/**
 * Returns the names and options of the session cookies. The prefix __Host- binds a cookie to one host and to HTTPS; localhost has no
 * HTTPS, and not every browser treats it as secure.
 */
export function sessionCookies(headers: Pick<Headers, 'get'>) {
  // The host that the browser sees; "host" may be that of a proxy or of the site itself.
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  const isLocal = /^([\w-]+\.)*localhost(:\d+)?$/.test(host) && !headers.get('x-forwarded-proto')?.startsWith('https');
  const prefix = isLocal ? '' : '__Host-';
  return {
    access: `${prefix}access`,
    refresh: `${prefix}refresh`,
    device: `${prefix}device`,
    options: { httpOnly: true, secure: !isLocal, sameSite: 'lax', path: '/' } as const,
  };
}
