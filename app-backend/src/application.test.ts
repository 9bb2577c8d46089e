import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../test/eventually.js';
import { TestApi } from '../test/test-api.js';
import { SECURITY_HEADERS } from './security-headers.js';

function expectProblem(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [statusLine, ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  expect(statusLine).toMatch(new RegExp(`^HTTP/1.1 ${status} \\w`));
  expect(headers).toMatchObject({
    ...SECURITY_HEADERS,
    connection: 'close',
    'content-type': expect.stringMatching(/^application\/problem\+json/),
  });
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
  expect(JSON.parse(body)).toEqual({
    type: `urn:expenses:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.stringMatching(/^[A-Z].*\.$/),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
  });
}

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

  /** Sends bytes and returns all that comes back until the API closes the connection. */
  async function answerTo(sent: string): Promise<string> {
    const socket = connect(Number(url.port), url.hostname);
    socket.write(sent);
    return text(socket);
  }

  const HEAD = 'HTTP/1.1\r\nhost: here\r\n';

  test.each([
    ['headers larger than 16 KB', `GET /health/live ${HEAD}x-much: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['headers of 1 MB', `GET /health/live ${HEAD}x-much: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['a URL larger than 16 KB', `GET /${'x'.repeat(20_000)} ${HEAD}\r\n`, 431, 'headers-too-large'],
    [
      'a body larger than 64 KB',
      `POST /v1/auth/login ${HEAD}content-type: application/json\r\ncontent-length: 70000\r\n\r\n{`,
      413,
      'too-large',
    ],
    ['what is not HTTP', 'hello\r\n\r\n', 400, 'malformed'],
    ['an unknown method', `BREW / ${HEAD}\r\n`, 400, 'malformed'],
    ['a bad content length', `POST /v1/auth/login ${HEAD}content-length: much\r\n\r\n`, 400, 'malformed'],
    ['two ways to end a body', `POST / ${HEAD}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`, 400, 'malformed'],
    [
      'a bad chunk',
      `POST /v1/auth/login ${HEAD}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n`,
      400,
      'malformed',
    ],
    ['a missing Host header', 'GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'malformed'],
    ['a method without routes', `PROPFIND / ${HEAD}connection: close\r\n\r\n`, 404, 'no-such-route'],
  ])('%s is answered with a problem and the security headers, and the connection closes', async (_, sent, status, code) => {
    expectProblem(await answerTo(sent), status, code);
  });

  test('an expectation that the API does not know is ignored', async () => {
    expect(await answerTo(`GET /health/live ${HEAD}expect: a miracle\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
  });

  test('a request that arrives too slowly times out with a problem', async () => {
    const server = api.app.getHttpServer();
    expect(server).toMatchObject({ headersTimeout: 20_000, requestTimeout: 20_000 });
    Object.assign(server, { headersTimeout: 1, requestTimeout: 1 });
    const slow = [`GET /health/live ${HEAD}`, `POST /v1/auth/login ${HEAD}content-type: application/json\r\ncontent-length: 10\r\n\r\n{`];
    for (const answer of await Promise.all(slow.map(answerTo))) expectProblem(answer, 408, 'too-slow');
    Object.assign(server, { headersTimeout: 20_000, requestTimeout: 20_000 });
  });

  test('a request that is under way when the API stops is answered, and its connection closes', async () => {
    const stopping = await TestApi.start();
    await stopping.app.listen(0, '127.0.0.1');
    const socket = connect(Number(new URL(await stopping.app.getUrl()).port), '127.0.0.1');
    const answer = text(socket);
    await new Promise<void>((resolve) => {
      stopping.app.getHttpServer().once('connection', (accepted: Socket) => accepted.once('data', () => resolve()));
      socket.write('GET /health/live HTTP/1.1\r\n');
    });
    const stopped = stopping.stop();
    await eventually('no connection is accepted', async () => !stopping.app.getHttpServer().listening);
    socket.write('host: here\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1.1 200 [^]*\r\nconnection: close\r\n/i);
    await stopped;
  });
});
