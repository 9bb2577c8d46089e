import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { test as base } from './browser';
import { startStack } from './stack';

/** Latency of the site, so that requests overlap. */
const LATENCY_MS = 200;

/** Two processes of the site that take turns, as on a host that runs a process per concurrent request. */
const test = base.override('site', { scope: 'file' }, async ({}, { onCleanup }) => {
  const stack = await startStack();
  const sites = [stack.site, await stack.startSite()];
  let count = 0;
  const balancer = createServer((incoming, outgoing) => {
    const { url, method, headers } = incoming;
    const forwarded = request(new URL(url!, sites[count++ % sites.length]), { method, headers }, (response) => {
      void setTimeout(LATENCY_MS).then(() => response.pipe(outgoing.writeHead(response.statusCode!, response.rawHeaders)));
    });
    // The site may stop before it has answered a tab that is closed already.
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => balancer.listen(0, resolve));
  onCleanup(async () => {
    balancer.closeAllConnections();
    balancer.close();
    await stack.stop();
  });
  return `http://localhost:${(balancer.address() as AddressInfo).port}`;
});

test('tabs opened at the same time keep their session, whichever process renews it', async ({ signedIn, site }) => {
  const context = signedIn.context();
  const headings = { accounts: 'Accounts', categories: 'Categories', tags: 'Tags', settings: 'Settings' };
  for (let round = 0; round < 2; round++) {
    await context.clearCookies({ name: 'access' });
    const tabs = await Promise.all(
      Object.entries(headings).map(async ([path, heading]) => {
        const tab = await context.newPage();
        await tab.goto(`${site}/${path}`);
        await tab.getByRole('heading', { name: heading, exact: true }).waitFor();
        return tab;
      }),
    );
    await expect.poll(() => tabs.map((tab) => new URL(tab.url()).pathname)).toEqual(Object.keys(headings).map((path) => `/${path}`));
    await Promise.all(tabs.map((tab) => tab.close()));
  }
});
