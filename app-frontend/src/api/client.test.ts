import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { apiFor, unwrap } from './client';
import { exportExport, transactionsCreate, transactionsDelete, transactionsPage } from './generated';
import { ApiProblem, ApiUnreachable, endsSession, isWaking } from './problem';

let server: Server | undefined;

/** Starts a real server that answers every request the same way. Returns the requests it received. */
async function serve(answer: (response: ServerResponse) => void) {
  const requests: object[] = [];
  server = createServer((request, response) => {
    let body = '';
    request
      .on('data', (part) => (body += part))
      .on('end', () => {
        requests.push({
          url: request.url,
          authorization: request.headers.authorization,
          key: request.headers['idempotency-key'],
          address: request.headers['x-client-address'],
          device: request.headers['x-device-token'],
          body,
        });
        answer(response);
      });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  process.env.API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return requests;
}

afterEach(() => server?.close());

const page = () => unwrap(transactionsPage({ client: apiFor() }));

describe('a call to the API', () => {
  test('sends the token, the key and the body, and returns the answer', async () => {
    const requests = await serve((response) => response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}'));
    const body = { kind: 'expense', amount: 1, currency: 'EUR', date: '2026-11-24' } as const;
    expect(await unwrap(transactionsCreate({ client: apiFor({ token: 't' }), body, headers: { 'Idempotency-Key': 'k' } }))).toEqual({
      id: '1',
    });
    expect(requests).toEqual([{ url: '/v1/transactions', authorization: 'Bearer t', key: 'k', body: JSON.stringify(body) }]);
  });

  test("names the browser's address and passes its device token on", async () => {
    const requests = await serve((response) => response.writeHead(200).end('{}'));
    await unwrap(transactionsPage({ client: apiFor({ clientAddress: '203.0.113.7', deviceToken: 'known' }) }));
    expect(requests).toMatchObject([{ address: '203.0.113.7', device: 'known' }]);
  });

  test('leaves undefined parameters out of the URL', async () => {
    const requests = await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    await unwrap(transactionsPage({ client: apiFor(), query: { text: 'a&b', kind: undefined, limit: 5 } }));
    expect(requests).toMatchObject([{ url: '/v1/transactions?text=a%26b&limit=5' }]);
  });

  test('accepts an empty answer', async () => {
    await serve((response) => response.writeHead(204).end());
    await expect(unwrap(transactionsDelete({ client: apiFor(), path: { id: '1' } }))).resolves.toBeNull();
  });

  test('keeps the message and the fields of a problem', async () => {
    await serve((response) =>
      response.writeHead(400).end('{"detail":"amount must be more than 0","errors":[{"path":"toAccountId","message":"is required"}]}'),
    );
    const problem = await page().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      status: 400,
      detail: 'amount must be more than 0',
      fields: { toAccountId: 'To account is required.' },
    });
  });

  test.each([502, 503, 504])('treats a %i as an API that is waking up, whatever its body', async (status) => {
    await serve((response) => response.writeHead(status).end('<html>Bad gateway</html>'));
    const problem = await page().catch((error: unknown) => error);
    expect(problem).toMatchObject({ status });
    expect(isWaking(problem)).toBe(true);
  });

  test('rejects with ApiUnreachable when the API is down', async () => {
    await serve((response) => response.end());
    await new Promise((resolve) => server!.close(resolve));
    await expect(page()).rejects.toBeInstanceOf(ApiUnreachable);
  });

  test('times out when there is no answer', async () => {
    await serve(() => undefined);
    await expect(unwrap(transactionsPage({ client: apiFor({ timeoutMs: 50 }) }))).rejects.toBeInstanceOf(ApiUnreachable);
    server!.closeAllConnections();
  });

  test('times out when the answer never ends', async () => {
    await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"items":'));
    await expect(unwrap(transactionsPage({ client: apiFor({ timeoutMs: 50 }) }))).rejects.toBeInstanceOf(ApiUnreachable);
    server!.closeAllConnections();
  });

  test('passes a large answer on while it arrives, and fails if it breaks off', async () => {
    let sent: ServerResponse | undefined;
    await serve((response) => (sent = response.writeHead(200, { 'content-type': 'application/json' })).write('{"transactions": ['));
    const body = (await unwrap(exportExport({ client: apiFor({ streams: true }) }))) as unknown as ReadableStream<Uint8Array>;
    const reader = body.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('{"transactions": [');
    sent!.destroy();
    await expect(reader.read()).rejects.toThrow();
  });

  test('refused while streaming keeps the message of the problem', async () => {
    await serve((response) => response.writeHead(401).end('{"detail":"The session has ended."}'));
    await expect(unwrap(exportExport({ client: apiFor({ streams: true }) }))).rejects.toMatchObject({
      status: 401,
      detail: 'The session has ended.',
    });
  });

  test('rejects a truncated answer', async () => {
    await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":'));
    await expect(page()).rejects.toBeInstanceOf(ApiUnreachable);
  });

  test('names the variable when API_URL is not set', async () => {
    delete process.env.API_URL;
    expect(page).toThrow('API_URL is not set');
  });
});

test.each([
  [new ApiProblem(401, {}), true],
  [new ApiProblem(400, {}), true],
  [new ApiProblem(403, 'Blocked'), false],
  [new ApiProblem(429, {}), false],
  [new ApiProblem(500, {}), false],
  [new ApiUnreachable(), false],
])('"%s" ends a session: %s', (error, ended) => expect(endsSession(error)).toBe(ended));

test.each([
  ['categoryId', 'must be null for a transfer', 'Category must be empty for a transfer.'],
  ['toAccountId', 'must differ from accountId', 'To account must differ from account.'],
  ['toAmount', 'must equal amount', 'Amount received must equal amount.'],
  ['change.addTags.0', 'must be at most 40 characters long', 'Tag 1 must be at most 40 characters long.'],
  ['ids.2', 'does not exist or is not yours', 'Entry 3 does not exist or is not yours.'],
  ['newPassword', 'must be at most 128 characters long', 'New password must be at most 128 characters long.'],
])('the error that the field "%s" %s is shown with the label of its form field', (path, message, text) =>
  expect(new ApiProblem(400, { errors: [{ path, message }] }).fields).toEqual({ [path]: text }),
);
