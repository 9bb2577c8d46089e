import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Balancer } from './balancer.js';
import { growing } from './endurance-report.js';

test('the load balancer sends requests to its tasks in turn', async () => {
  const balancer = await started();
  for (const task of [await answering('one'), await answering('two')]) await balancer.register(task.url);
  expect([await ask(balancer), await ask(balancer), await ask(balancer), await ask(balancer)]).toEqual(['one', 'two', 'one', 'two']);
});

test('a deregistered task gets no new requests and answers those under way', async () => {
  const balancer = await started();
  const slow = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const leaving = await answering('leaving', () => (arrived.resolve(), slow.promise));
  await balancer.register(leaving.url);
  const underWay = ask(balancer);
  await arrived.promise;
  await balancer.register((await answering('staying')).url);
  let isDrained = false;
  const drained = balancer.deregister(leaving.url).then(() => (isDrained = true));
  expect([await ask(balancer), await ask(balancer), isDrained]).toEqual(['staying', 'staying', false]);
  slow.resolve();
  expect(await underWay).toBe('leaving');
  await drained;
});

test('a request that a task loses is not sent to another', async () => {
  const balancer = await started();
  for (const task of [await answering('one'), await answering('two')]) {
    await balancer.register(task.url);
    task.server.closeAllConnections();
    task.server.close();
  }
  expect((await fetch(balancer.url)).status).toBe(502);
});

test('memory that grows by more than 5 % is a failure, and memory that shrinks is none', () => {
  const life = (name: string, before: number, after: number) => ({
    name,
    second: { live: before, resident: 100 },
    last: { live: after, resident: 200 },
  });
  expect(growing([life('one', 100, 105), life('two', 100, 50)])).toEqual([]);
  expect(growing([life('one', 100, 105.1)])).toEqual([
    'one: what a garbage collection leaves grew from 100.0 to 105.1 MB, by more than 5 %.',
  ]);
});

async function started(): Promise<Balancer> {
  const balancer = await Balancer.start();
  onTestFinished(() => balancer.stop());
  return balancer;
}

/** A task that is alive and answers with its name. */
async function answering(name: string, wait?: () => Promise<void>): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    if (request.url === '/health/live') response.end();
    else void Promise.resolve(wait?.()).then(() => response.end(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const ask = async (balancer: Balancer): Promise<string> => (await fetch(balancer.url)).text();
