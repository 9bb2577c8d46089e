import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, launch, signUp } from './browser';
import { type Stack, startStack } from './stack';

/** How far away the site is; without it no two are ever under way at the same moment. */
const ON_THE_WAY_MS = 200;

let stack: Stack;
let started: Awaited<ReturnType<typeof launch>>;
let balancer: Server;
let site: string;

/** Two processes of the site, of which each request meets the other one, as on a host that starts one for each request under way. */
beforeAll(async () => {
  stack = await startStack();
  started = await launch();
  const sites = [stack.site, await stack.startSite()];
  let count = 0;
  balancer = createServer((asked, answer) => {
    const { url, method, headers } = asked;
    const onwards = request(new URL(url!, sites[count++ % sites.length]), { method, headers }, (response) => {
      void setTimeout(ON_THE_WAY_MS).then(() => response.pipe(answer.writeHead(response.statusCode!, response.rawHeaders)));
    });
    asked.pipe(onwards);
  });
  await new Promise<void>((resolve) => balancer.listen(0, resolve));
  site = `http://localhost:${(balancer.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await started.close();
  balancer.closeAllConnections();
  balancer.close();
  await stack.stop();
});

test('tabs that are opened at the same moment renew their session once, whichever process answers each', async () => {
  const context = await started.browser.newContext(DESKTOP);
  const page = await context.newPage();
  await signUp(page, site);
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
    expect(tabs.map((tab) => new URL(tab.url()).pathname)).toEqual(Object.keys(headings).map((path) => `/${path}`));
    await Promise.all(tabs.map((tab) => tab.close()));
  }
  await context.close();
});
