import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { forwardClientAddress } from './client-address';

let server: Server | undefined;
beforeAll(() => forwardClientAddress('CloudFront-Viewer-Address'));
afterEach(() => server?.close());

async function addressOf(headers: Record<string, string>): Promise<string> {
  server = createServer((request, response) => response.end(request.headers['x-client-address'] ?? 'none'));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers })).text();
}

test.each([
  ['203.0.113.7:53211', '203.0.113.7'],
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:7:1:2:3:4:53211', '2001:db8:0:7:1:2:3:4'],
  ['[2001:db8::7]:53211', '2001:db8::7'],
  ['a proxy', 'none'],
  ['', 'none'],
])('the address of a browser that the proxy sees at %j is %s', async (seen, address) => {
  expect(await addressOf({ 'cloudfront-viewer-address': seen })).toBe(address);
});

test('an address that the browser claims to have is dropped', async () => {
  expect(await addressOf({ 'x-client-address': '198.51.100.1' })).toBe('none');
  expect(await addressOf({ 'x-client-address': '198.51.100.1', 'cloudfront-viewer-address': '203.0.113.7:1' })).toBe('203.0.113.7');
});
