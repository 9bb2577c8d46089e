import { Agent, request } from 'node:http';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../test/eventually.js';
import { startApi } from '../test/test-process.js';
import type { Database } from './database/database.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serving() {
  const started = await startApi();
  closing.push(started.stop);
  return started;
}

async function register(url: string): Promise<string> {
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: 'correct horse battery' });
  const answer = await fetch(`${url}/v1/auth/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Locks a table, so that requests wait, until `release` is called. */
async function hold(database: Database, table: string) {
  const released = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const transaction = database.transaction().execute(async (session) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(session);
    held.resolve();
    await released.promise;
  });
  await held.promise;
  return { release: () => (released.resolve(), transaction) };
}

const isRequestWaiting = async (database: Database) =>
  (await sql`select 1 from pg_locks where not granted and relation is not null`.execute(database)).rows.length > 0;

describe('a running API', () => {
  test('finishes running requests after SIGTERM, accepts no new ones and exits with 0', async () => {
    const { api, url, database } = await serving();
    const token = await register(url);
    const table = await hold(database, 'categories');
    const running = fetch(`${url}/v1/categories`, { headers: { authorization: `Bearer ${token}` } });
    await eventually('the request waits for the table', () => isRequestWaiting(database));

    api.signal('SIGTERM');
    await eventually('no new request is accepted', () => statusOf(`${url}/health/live`).then((status) => status === undefined));
    await table.release();
    expect((await running).status).toBe(200);
    expect(await api.exit).toBe(0);
  });

  test('logs requests but no health checks as JSON with the id from the error answer, without secrets or personal data', async () => {
    const { api, url, database } = await serving();
    const token = await register(url);
    await sql`alter table transactions rename to elsewhere`.execute(database);
    const answer = await fetch(`${url}/v1/expenses`, {
      headers: { authorization: `Bearer ${token}`, cookie: 'crumbs', 'x-origin-verify': 'between CloudFront and the load balancer' },
    });
    const { instance } = (await answer.json()) as { instance: string };
    expect(answer.status).toBe(500);

    const id = instance.replace('urn:uuid:', '');
    const lines = () =>
      api.output
        .split('\n')
        .filter((line) => line.includes(id))
        .map((line) => JSON.parse(line));
    await eventually('the request is logged', () => lines().some(({ res }) => res?.statusCode === 500));
    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 50,
        msg: 'request failed',
        req: expect.objectContaining({ method: 'GET', url: '/v1/expenses' }),
        err: expect.objectContaining({ message: expect.stringContaining('transactions') }),
      }),
    );
    await sql`
      alter table elsewhere rename to transactions;
      alter table transactions add constraint no_such_amount check (amount <> 424242)
    `.execute(database);
    const body = JSON.stringify({ amount: 424_242, currency: 'EUR', date: '2026-11-24', payee: 'A shop of mine' });
    expect(
      (
        await fetch(`${url}/v1/expenses`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body,
        })
      ).status,
    ).toBe(500);
    await fetch(`${url}/v1/transactions?text=words-that-are-searched`, { headers: { authorization: `Bearer ${token}` } });
    await eventually(
      'the error and the search are logged',
      () => api.output.includes('no_such_amount') && api.output.includes('"/v1/transactions"'),
    );

    expect(api.output).not.toContain('"url":"/health/');
    for (const secret of ['424242', 'A shop of mine', 'words-that-are-searched', token, 'crumbs', 'correct horse', 'between CloudFront'])
      expect(api.output).not.toContain(secret);
  });
});

/** Uses a new connection each time: a kept-alive one would still be served. */
const statusOf = (url: string): Promise<number | undefined> =>
  new Promise((resolve) =>
    request(url, { agent: new Agent() }, (answer) => (answer.resume(), resolve(answer.statusCode)))
      .once('error', () => resolve(undefined))
      .end(),
  );
