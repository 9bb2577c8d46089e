import { expect, test } from 'vitest';
import { isFresh } from './token-age';

const issuedAt = (iat: number) => `header.${Buffer.from(JSON.stringify({ iat })).toString('base64url')}.signature`;

test.each([
  [issuedAt(995), true],
  [issuedAt(900), false],
  ['no token', false],
  ['', false],
])('%s is fresh at second 1000: %s', (token, fresh) => expect(isFresh(token, 1_000_000)).toBe(fresh));
