/**
 * The names and the safety of the session's cookies. __Host- ties a cookie to one host and to HTTPS; on a developer's own
 * machine there is no HTTPS, and not every browser takes localhost for safe.
 */
export function sessionCookies(host: string | null) {
  const local = /^([\w-]+\.)*localhost(:\d+)?$/.test(host ?? '');
  const prefix = local ? '' : '__Host-';
  return {
    access: `${prefix}access`,
    refresh: `${prefix}refresh`,
    options: { httpOnly: true, secure: !local, sameSite: 'lax', path: '/' } as const,
  };
}
