/** The detour on which a page gets a new access token. */
export const renewalUrl = (path: string): string => `/session?next=${encodeURIComponent(path)}`;

/** Where somebody logs in who was at a page when the session ended. */
export const loginUrl = (path: string): string => (path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`);
