import { describe, expect, test } from 'vitest';
import { isSameOriginRequest } from './same-origin';

describe('a request is from the same origin', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://a.example', host: 'a.example' }, false],
    [{}, true],
    [{ origin: 'https://a.example', host: 'a.example' }, true],
    [{ origin: 'https://a.example', host: 'internal', 'x-forwarded-host': 'a.example' }, true],
    [{ origin: 'https://evil.example', host: 'a.example' }, false],
    [{ origin: 'null', host: 'a.example' }, false],
  ])('%j: %s', (headers, own) => expect(isSameOriginRequest(new Headers(headers as Record<string, string>))).toBe(own));
});
