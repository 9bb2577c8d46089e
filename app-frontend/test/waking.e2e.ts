import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { DESKTOP, launch, logIn } from './browser';
import { startSite } from './stack';

let isAsleep = false;
let door: Server;
let site: Awaited<ReturnType<typeof startSite>>;
let started: Awaited<ReturnType<typeof launch>>;

/** The real API behind a door that may be closed, as that of a database that wakes. */
beforeAll(async () => {
  door = createServer(async (request, response) => {
    if (isAsleep) return response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{"detail":"The database does not answer."}');
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers as Record<string, string>;
    const body = Buffer.concat(chunks);
    const answer = await fetch(`${inject('stack').api}${request.url}`, { method: request.method!, headers, ...(body.length > 0 && { body }) });
    return response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  site = await startSite(`http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  started = await launch();
});
afterAll(async () => {
  await started.close();
  await site.stop();
  door.close();
});

test.each([
  ['a page', () => undefined],
  ['a session that is to be renewed', (context: { clearCookies: (which: { name: string }) => Promise<void> }) => context.clearCookies({ name: 'access' })],
] as const)('%s tells that the database wakes, and comes back by itself', async (_, prepare) => {
  const context = await started.browser.newContext(DESKTOP);
  const page = await context.newPage();
  await logIn(page, inject('stack').demo.email, inject('stack').demo.password, site.url);
  await prepare(context);
  isAsleep = true;
  await page.goto(`${site.url}/accounts`);
  await page.getByRole('heading', { name: 'Waking up' }).waitFor();
  isAsleep = false;
  await page.getByRole('heading', { name: 'Everyday account' }).waitFor();
  await context.close();
});
