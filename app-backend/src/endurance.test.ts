import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../test/postgres-server.js';
import { skipWithoutRedisServer, startRedis } from '../test/redis-server.js';
import { startApi, startApiWith } from '../test/test-process.js';
import { post, WritingClient } from '../test/writing-client.js';
import type { Database } from './database/database.js';

/** Expects the database to hold every acknowledged write exactly once, and nothing else. */
async function expectAll({ acknowledged, personId }: WritingClient, database: Database): Promise<void> {
  const rows = await database.selectFrom('transactions').select('id').where('person_id', '=', personId).execute();
  expect(rows.map(({ id }) => id).sort()).toEqual([...acknowledged].sort());
}

test('a database restart during writes loses and duplicates nothing', async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const { url, database, stop } = await startApi({ postgresPort: postgres.port });
  onTestFinished(stop);
  const client = await WritingClient.start(url);
  await client.waitForMore();
  await postgres.restart();
  await client.waitForMore();
  await client.end();
  await expectAll(client, database);
  // The restart may have been too short for any refusal.
  expect([...client.refusals].filter((refusal) => refusal !== '503, try again')).toEqual([]);
});

test.skipIf(skipWithoutRedisServer)(
  'losing Redis during reads and writes refuses no request and falsifies no sum (requires redis-server on the PATH)',
  async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    const { host, port, password } = redis.address;
    const { url, database, stop } = await startApi({
      environment: { CACHE_HOST: host, CACHE_PORT: String(port), CACHE_AUTH_TOKEN: password!, CACHE_TLS: 'off' },
    });
    onTestFinished(stop);
    const client = await WritingClient.start(url);
    const summary = async () => {
      const before = client.acknowledged.length;
      const answer = await fetch(`${url}/v1/summaries/2026-11`, { headers: client.authorization });
      expect(answer.status).toBe(200);
      const { count, expense } = (await answer.json()) as { count: number; expense: number };
      expect(count).toBeGreaterThanOrEqual(before);
      expect(expense).toBe(count * 1250);
      return count;
    };
    await client.waitForMore();
    await summary();
    redis.freeze();
    await client.waitForMore();
    await summary();
    await redis.stop();
    await client.waitForMore();
    await summary();
    await client.end();
    expect(await summary()).toBe(client.acknowledged.length);
    await expectAll(client, database);
    expect([...client.refusals]).toEqual([]);
  },
);

describe('several processes on one database', () => {
  let one: Awaited<ReturnType<typeof startApi>>;
  let two: Awaited<ReturnType<typeof startApiWith>>;
  let three: typeof two;
  beforeAll(async () => {
    one = await startApi();
    [two, three] = await Promise.all([startApiWith(one.environment), startApiWith(one.environment)]);
  });
  afterAll(async () => {
    for (const { stop } of [two, three, one]) await stop();
  });

  test('execute a concurrent write or refresh once, and leave one session', async () => {
    const everywhere = (path: string, body: object, headers = {}) =>
      Promise.all(
        [one, two, three, one, two, three].map(async ({ url }) => {
          const answer = await post(url + path, body, headers);
          return { status: answer.status, body: (await answer.json()) as Record<string, string> };
        }),
      );
    const session = (await (
      await post(`${one.url}/v1/auth/register`, { email: 'ada@example.com', password: 'correct horse battery' }, {})
    ).json()) as Record<string, string>;
    for (let round = 0; round < 10; round++) {
      const headers = { authorization: `Bearer ${session.accessToken}`, 'idempotency-key': `round-${round}` };
      const answers = await everywhere('/v1/expenses', { amount: 1250, currency: 'EUR', date: '2026-11-24' }, headers);
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
    }
    expect(await one.database.selectFrom('transactions').select('id').execute()).toHaveLength(10);

    const refreshed = await everywhere('/v1/auth/refresh', { refreshToken: session.refreshToken });
    expect(refreshed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await one.database.selectFrom('sessions').select('id').where('used_at', 'is', null).execute()).toHaveLength(1);
  });

  test('lose nothing when one is stopped during writes', async () => {
    const client = await WritingClient.start(one.url, two.url);
    await client.waitForMore();
    one.api.signal('SIGTERM');
    expect(await one.api.exit, one.api.output).toBe(0);
    await client.waitForMore();
    await client.end();
    await expectAll(client, one.database);
    expect([...client.refusals].filter((refusal) => !refusal.startsWith('503'))).toEqual([]);
  });

  test('duplicate nothing when one is killed during writes', async () => {
    const client = await WritingClient.start(two.url, three.url);
    await client.waitForMore();
    two.api.signal('SIGKILL');
    await client.waitForMore();
    await client.end();
    await expectAll(client, one.database);
  });
});
