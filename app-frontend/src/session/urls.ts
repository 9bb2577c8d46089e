/** Returns the URL that renews the access token and then returns to the path. */
export const renewalUrl = (path: string): string => `/session?next=${encodeURIComponent(path)}`;

/** Returns the login URL that leads back to the path. */
export const loginUrl = (path: string): string => (path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`);
