import { describe, expect, test } from 'vitest';
import { sessionCookies } from './cookie-names';

describe('the session cookies', () => {
  test.each(['release-prod.d1.amplifyapp.com', 'expenses.example.com', 'localhost.example.com', 'evil-localhost.com', null])('are tied to the host and to HTTPS at %s', (host) => {
    expect(sessionCookies(host)).toMatchObject({ access: '__Host-access', refresh: '__Host-refresh', options: { secure: true, httpOnly: true } });
  });

  test.each(['localhost', 'localhost:3000', 'dev.localhost:3000'])('work without HTTPS at %s', (host) => {
    expect(sessionCookies(host)).toMatchObject({ access: 'access', options: { secure: false, httpOnly: true } });
  });
});
