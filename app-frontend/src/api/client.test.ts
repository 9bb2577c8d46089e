import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { call } from './client';
import { ApiProblem, ApiUnreachable } from './problem';

let server: Server | undefined;

/** A real server that answers every request the same way, and tells what it was asked. */
async function serve(answer: (response: ServerResponse) => void) {
  const asked: { url?: string | undefined; authorization?: string | undefined; body: string }[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part)).on('end', () => {
      asked.push({ url: request.url, authorization: request.headers.authorization, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  process.env['API_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return asked;
}

afterEach(() => server?.close());

describe('a call to the API', () => {
  test('carries the token and the body, and gives back what the schema knows', async () => {
    const asked = await serve((response) => response.end('{"id":"1","more":true}'));
    expect(await call(z.object({ id: z.string() }), '/v1/things', { method: 'POST', token: 't', body: { a: 1 } })).toEqual({ id: '1' });
    expect(asked).toEqual([{ url: '/v1/things', authorization: 'Bearer t', body: '{"a":1}' }]);
  });

  test('of what the API refuses keeps the words and the fields', async () => {
    await serve((response) => response.writeHead(400).end('{"detail":"amount: has to be more than 0","errors":[{"path":"amount","message":"has to be more than 0"}]}'));
    const problem = await call(z.unknown(), '/').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, fields: { amount: 'Amount has to be more than 0.' } });
  });

  test('an error that is no problem+json is one all the same', async () => {
    await serve((response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    await expect(call(z.unknown(), '/')).rejects.toMatchObject({ status: 502 });
  });

  test('an API that is not there is told from one that refuses', async () => {
    await serve((response) => response.end());
    await new Promise((resolve) => server!.close(resolve));
    await expect(call(z.unknown(), '/')).rejects.toBeInstanceOf(ApiUnreachable);
  });

  test('an address that was never set is named', async () => {
    delete process.env['API_URL'];
    await expect(call(z.unknown(), '/')).rejects.toThrow('API_URL is not set');
  });
});
