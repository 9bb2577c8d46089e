import { describe, expect, test } from 'vitest';
import { sessionCookies } from './cookie-names';

describe('the session cookies', () => {
  test.each([
    [{ host: 'release-prod.d1.amplifyapp.com' }],
    [{ host: 'expenses.example.com' }],
    [{ host: 'localhost.example.com' }],
    [{ host: 'evil-localhost.com' }],
    [{}],
    // Behind a local proxy, and when Next.js forwards an action to itself.
    [{ host: 'localhost:3000', 'x-forwarded-host': 'expenses.example.com' }],
    [{ host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'https' }],
  ])('are bound to the host and to HTTPS for %j', (headers) => {
    expect(sessionCookies(new Headers(headers as Record<string, string>))).toMatchObject({
      access: '__Host-access',
      refresh: '__Host-refresh',
      options: { secure: true, httpOnly: true },
    });
  });

  test.each([
    [{ host: 'localhost' }],
    [{ host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'http' }],
    [{ host: 'dev.localhost:3000' }],
  ])('work without HTTPS for %j', (headers) => {
    expect(sessionCookies(new Headers(headers as Record<string, string>))).toMatchObject({
      access: 'access',
      options: { secure: false, httpOnly: true },
    });
  });
});
