/**
 * The names and the safety of the session's cookies. __Host- ties a cookie to one host and to HTTPS; on a developer's own
 * machine there is no HTTPS, and not every browser takes localhost for safe.
 */
export function sessionCookies(asked: Pick<Headers, 'get'>) {
  // What the browser asked for: "host" is what the last one on the way asked for, a proxy or this site itself.
  const host = asked.get('x-forwarded-host') ?? asked.get('host') ?? '';
  const local = /^([\w-]+\.)*localhost(:\d+)?$/.test(host) && !asked.get('x-forwarded-proto')?.startsWith('https');
  const prefix = local ? '' : '__Host-';
  return {
    access: `${prefix}access`,
    refresh: `${prefix}refresh`,
    options: { httpOnly: true, secure: !local, sameSite: 'lax', path: '/' } as const,
  };
}
