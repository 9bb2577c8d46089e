import { describe, expect, test } from 'vitest';
import { sessionCookies } from './cookie-names';

describe('the session cookies', () => {
  test.each([
    [{ host: 'release-prod.d1.amplifyapp.com' }],
    [{ host: 'expenses.example.com' }],
    [{ host: 'localhost.example.com' }],
    [{ host: 'evil-localhost.com' }],
    [{}],
    // Behind a proxy on the same machine; and an action that Next.js hands on to another part of itself.
    [{ host: 'localhost:3000', 'x-forwarded-host': 'expenses.example.com' }],
    [{ host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'https' }],
  ])('are tied to the host and to HTTPS at %j', (headers) => {
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
  ])('work without HTTPS at %j', (headers) => {
    expect(sessionCookies(new Headers(headers as Record<string, string>))).toMatchObject({
      access: 'access',
      options: { secure: false, httpOnly: true },
    });
  });
});
