import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forwardPublicHost, parsePublicHosts } from './public-host';

let server: Server;
let url: string;

beforeAll(async () => {
  forwardPublicHost(parsePublicHosts('release-dev.d1abc.amplifyapp.com, Expenses.example.com,localhost:3000'));
  server = createServer((request, response) => response.end(request.headers['x-forwarded-host'] ?? 'none'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test.each([
  [{ origin: 'https://release-dev.d1abc.amplifyapp.com' }, 'release-dev.d1abc.amplifyapp.com'],
  [{ origin: 'https://expenses.example.com' }, 'expenses.example.com'],
  [{ origin: 'http://localhost:3000' }, 'localhost:3000'],
  [{ origin: 'http://localhost:3001' }, 'none'],
  [{ origin: 'https://release-dev.d2evil.amplifyapp.com' }, 'none'],
  [{ origin: 'https://evil.expenses.example.com' }, 'none'],
  [{ origin: 'https://expenses.example.com.evil.example' }, 'none'],
  [{ origin: 'null' }, 'none'],
  [{}, 'none'],
  [{ origin: 'https://expenses.example.com', 'x-forwarded-host': 'd1abc.cloudfront.net' }, 'expenses.example.com'],
  [{ origin: 'https://evil.example', 'x-forwarded-host': 'd1abc.cloudfront.net' }, 'd1abc.cloudfront.net'],
])('a request with %j reaches Next.js with the forwarded host %s', async (headers, host) => {
  expect(await (await fetch(url, { headers: headers as Record<string, string> })).text()).toBe(host);
});

test('an unset or blank list has no hosts', () => expect([parsePublicHosts(), parsePublicHosts(' ')]).toEqual([[], []]));

describe('an invalid host is refused', () => {
  test.each(['https://expenses.example.com', '*.amplifyapp.com', 'expenses.example.com/', 'two words'])('%s', (host) => {
    expect(() => parsePublicHosts(`localhost:3000,${host}`)).toThrow(`SITE_HOSTS contains "${host}"`);
  });
});
