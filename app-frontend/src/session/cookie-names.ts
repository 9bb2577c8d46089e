/**
 * The names and the safety of the session's cookies. __Host- ties a cookie to one host and to HTTPS; on a developer's own
 * machine there is no HTTPS, and not every browser takes localhost for safe.
 */
export function sessionCookies(headers: Pick<Headers, 'get'>) {
  // What the browser headers for: "host" is what the last one on the way headers for, a proxy or this site itself.
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  const isLocal = /^([\w-]+\.)*localhost(:\d+)?$/.test(host) && !headers.get('x-forwarded-proto')?.startsWith('https');
  const prefix = isLocal ? '' : '__Host-';
  return {
    access: `${prefix}access`,
    refresh: `${prefix}refresh`,
    options: { httpOnly: true, secure: !isLocal, sameSite: 'lax', path: '/' } as const,
  };
}
