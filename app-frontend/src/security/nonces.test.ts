import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNonces } from './nonces';

let server: Server;
let url: string;

beforeAll(async () => {
  addNonces();
  server = createServer((request, response) => response.end(request.headers['content-security-policy']));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('Next.js and the browser get the same nonce', async () => {
  const response = await fetch(url);
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{24}'/);
  expect(await response.text()).toBe(policy);
});

test('each request gets its own nonce, whatever it sends', async () => {
  const own = { headers: { 'content-security-policy': "script-src 'nonce-chosen'" } };
  const [first, second] = [await (await fetch(url, own)).text(), await (await fetch(url, own)).text()];
  expect(first).not.toContain('chosen');
  expect(first).not.toBe(second);
});
