import { expect, onTestFinished, test, vi } from 'vitest';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';

const tokens = (secret: string) => new AccessTokens({ JWT_SECRET: secret } as ApiConfiguration);

test('an access token identifies its person and session until it expires, however often it is verified', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T18:30:00.000Z') });
  onTestFinished(() => void vi.useRealTimers());
  const accessTokens = tokens('a secret of more than 32 characters');
  const token = await accessTokens.issue('person', 'session');
  for (const elapsed of [0, 1, ACCESS_TOKEN_SECONDS * 1000 - 2]) {
    vi.advanceTimersByTime(elapsed);
    expect(await accessTokens.verify(token)).toEqual({ personId: 'person', sessionId: 'session' });
  }
  vi.advanceTimersByTime(1);
  expect(await accessTokens.verify(token)).toBeUndefined();
});

test('a remembered access token does not vouch for one with another signature', async () => {
  const accessTokens = tokens('a secret of more than 32 characters');
  const token = await accessTokens.issue('person', 'session');
  expect(await accessTokens.verify(token)).toBeDefined();
  const forged = await tokens('another secret of more than 32 characters').issue('person', 'session');
  expect(await accessTokens.verify(forged)).toBeUndefined();
  expect(await accessTokens.verify(`${token.slice(0, token.lastIndexOf('.'))}.`)).toBeUndefined();
});
