import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { freePort } from '../../test/free-port.js';
import { redisFromUrl, skipWithoutRedis, skipWithoutRedisServer, startRedis } from '../../test/redis-server.js';
import { TestApi } from '../../test/test-api.js';
import { type RedisAddress, RedisCache } from './redis-cache.js';

const silent = { onLost: () => undefined, onReady: () => undefined };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startedRedis() {
  const redis = await startRedis();
  closing.push(redis.stop);
  return redis;
}

async function connected(address: RedisAddress) {
  const cache = new RedisCache(address, silent);
  closing.push(() => cache.close());
  await eventually('Redis answers', () => cache.ping());
  return cache;
}

async function api(address: RedisAddress) {
  const started = await TestApi.start({
    CACHE_HOST: address.host,
    CACHE_PORT: address.port,
    CACHE_AUTH_TOKEN: address.password,
    CACHE_TLS: 'off',
  });
  closing.push(() => started.stop());
  return started;
}

describe.skipIf(skipWithoutRedis)('the Redis cache (requires redis-server on the PATH, or TEST_REDIS_URL)', () => {
  test('keeps a value until it expires', async () => {
    const cache = await connected(redisFromUrl() ?? (await startedRedis()).address);
    const key = crypto.randomUUID();
    expect(await cache.get(key)).toBeUndefined();
    await cache.set(key, 'value', 60);
    expect(await cache.get(key)).toBe('value');
    await cache.set(`${key}:brief`, 'value', 1);
    await eventually('the short-lived value is gone', async () => (await cache.get(`${key}:brief`)) === undefined);
  });
});

describe.skipIf(skipWithoutRedisServer)('the API and its Redis (requires redis-server on the PATH)', () => {
  test('a value that one task stores is visible to another', async () => {
    const { address } = await startedRedis();
    const [one, other] = [await connected(address), await connected(address)];
    await one.set('key', 'value', 60);
    expect(await other.get('key')).toBe('value');
  });

  test('the API keeps answering when Redis hangs and when it is gone', async () => {
    const redis = await startedRedis();
    const started = await api(redis.address);
    const { accessToken: token } = await started.person();
    const ready = () => started.request('GET', '/health/ready');
    const list = () => started.request('GET', '/v1/summaries/2026-11', { token });
    await eventually('the cache is in use', async () => (await ready()).body.cache === 'ok');
    const { body } = await list();

    redis.freeze();
    expect(await list()).toMatchObject({ status: 200, body });
    await redis.stop();
    expect(await list()).toMatchObject({ status: 200, body });
    expect((await ready()).body).toMatchObject({ status: 'ok', cache: 'down' });
  });
});

test('the API starts and answers without Redis, and reports it as down', async () => {
  const started = await api({ host: '127.0.0.1', port: await freePort(), tls: false });
  const { accessToken: token } = await started.person();
  expect((await started.request('GET', '/v1/summaries/2026-11', { token })).status).toBe(200);
  expect((await started.request('GET', '/health/ready')).body).toMatchObject({ status: 'ok', cache: 'down' });
});
