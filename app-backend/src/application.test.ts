import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../test/test-api.js';

describe('every request', () => {
  let api: TestApi;
  let url: URL;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.app.listen(0, '127.0.0.1');
    url = new URL(await api.app.getUrl());
  });
  afterAll(() => api.stop());

  const json = { 'content-type': 'application/json' };

  test.each([
    ['/nowhere', {}, 404, 'no-such-route'],
    ['/v1/auth/login', { method: 'POST', headers: json, body: '{' }, 400, 'malformed'],
    ['/v1/auth/login', { method: 'POST', headers: json, body: '' }, 400, 'malformed'],
    ['/v1/auth/login', { method: 'POST', headers: json, body: '{"__proto__":{"admin":true}}' }, 400, 'malformed'],
    ['/v1/auth/login', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' }, 415, 'not-json'],
    ['/v1/auth/login', { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(65_536)) }, 413, 'too-large'],
    ['/v1/auth/login', { method: 'POST', headers: json, body: '[]' }, 400, 'invalid-request'],
    ['/v1/auth/login', { method: 'DELETE' }, 404, 'no-such-route'],
    ['/%E0%A4%A', {}, 400, 'malformed'],
    [`/v1/accounts/${'x'.repeat(200)}`, {}, 400, 'malformed'],
    ['/v1/accounts/%00', {}, 401, 'not-signed-in'],
  ])('%s %j is answered with a problem of the catalogue', async (path, request, status, code) => {
    const answer = await fetch(url.origin + path, request);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: `urn:expenses:problem:${code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.stringMatching(/^urn:uuid:/),
    });
  });

  test.each(['constructor', 'prototype', 'toString', '__proto__', 'hasOwnProperty'])(
    'an unknown field "%s" is refused and named',
    async (key) => {
      const login = (body: string) => fetch(`${url.origin}/v1/auth/login`, { method: 'POST', headers: json, body });
      for (const value of ['1', '"x"', '{}', '{"prototype":{}}']) {
        const answer = await login(`{"email":"ada@example.com","password":"a guess","${key}":${value}}`);
        expect(answer.status).toBe(400);
        expect(((await answer.json()) as { detail: string }).detail).toContain(key);
      }
    },
  );

  test.each(['constructor', 'prototype', 'toString', '__proto__'])(
    'an unknown field "%s" in an object of the body or in the query is refused too',
    async (key) => {
      const { accessToken } = await api.person();
      const headers = { ...json, authorization: `Bearer ${accessToken}` };
      const edit = `{"ids":["${crypto.randomUUID()}"],"change":{"payee":"Baker","${key}":1}}`;
      for (const answer of [
        await fetch(`${url.origin}/v1/transactions/bulk-edit`, { method: 'POST', headers, body: edit }),
        await fetch(`${url.origin}/v1/transactions?${key}=1`, { headers }),
      ]) {
        expect(answer.status).toBe(400);
        expect(((await answer.json()) as { detail: string }).detail).toContain(key);
      }
    },
  );

  test.each([
    ['email', '{"email":"a@example.com","email":"b@example.com","password":"a guess"}'],
    ['email', '{"email":"a@example.com","password":"a guess","em\\u0061il":"b@example.com"}'],
    ['a', '{"email":{"b":[{"a":1},{"a":1,"c":{"a":2},"a":1}]},"password":"a guess"}'],
    ['', '{"":1,"":1}'],
  ])('the field "%s" sent twice in one object is refused and named: %s', async (key, body) => {
    const answer = await fetch(`${url.origin}/v1/auth/login`, { method: 'POST', headers: json, body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: 'urn:expenses:problem:malformed',
      detail: expect.stringContaining(`"${key}" appears more than once`),
    });
  });

  test('fields of different objects and texts that look like fields are not duplicates', async () => {
    const body = { email: 'a@example.com', password: '"email":"b","email":"c",{"a":1,"a":2}\\"' };
    const answer = await fetch(`${url.origin}/v1/auth/login`, { method: 'POST', headers: json, body: JSON.stringify(body) });
    expect(answer.status).toBe(401);
    const nested = { email: { email: [{ email: 1 }, { email: 1 }, 'email', 'email'] }, password: 'a guess' };
    const refused = await fetch(`${url.origin}/v1/auth/login`, { method: 'POST', headers: json, body: JSON.stringify(nested) });
    expect(((await refused.json()) as { type: string }).type).toBe('urn:expenses:problem:invalid-request');
  });

  test.each(['/health/live', '/nowhere', '/v1/me', '/openapi.json', '/%E0%A4%A'])(
    '%s is answered with restrictive security headers',
    async (path) => {
      const { headers } = await fetch(url.origin + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age=31536000'),
        'x-content-type-options': 'nosniff',
      });
      expect([...headers.keys()]).not.toContain('x-powered-by');
    },
  );

  test('headers larger than 16 KB are rejected', async () => {
    const socket = connect(Number(url.port), url.hostname);
    socket.write(`GET /health/live HTTP/1.1\r\nhost: here\r\nx-much: ${'x'.repeat(20_000)}\r\n\r\n`);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(answer).toContain('431 Request Header Fields Too Large');
    socket.destroy();
  });

  test('a request that arrives too slowly times out', () => {
    expect(api.app.getHttpServer()).toMatchObject({ headersTimeout: 20_000, requestTimeout: 20_000 });
  });
});
