import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../test/free-port.js';
import { TestApi } from '../../test/test-api.js';
import type { Cache } from './cache.js';
import { MemoryCache } from './memory-cache.js';
import { RedisCache } from './redis-cache.js';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const silent = () => undefined;

/** Asks until it is so; a deadline ends what never comes. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It never came to be so.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function keepsAndForgets(cache: Cache): Promise<void> {
  expect(await cache.get('absent')).toBeUndefined();
  await cache.set('key', 'value', 60);
  expect(await cache.get('key')).toBe('value');
  await cache.set('brief', 'value', 1);
  await eventually(async () => (await cache.get('brief')) === undefined);
}

test('the memory cache keeps what it is given until its time is up', () => keepsAndForgets(new MemoryCache()));

describe.skipIf(!hasRedis && !process.env['TEST_REDIS_URL'])('the Redis cache (on a real server: redis-server, or the one that TEST_REDIS_URL names)', () => {
  async function redis() {
    const url = process.env['TEST_REDIS_URL'];
    if (url) {
      const { hostname, port, password } = new URL(url);
      return { address: { host: hostname, port: Number(port), password, tls: false }, stop: silent };
    }
    const port = await freePort();
    const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--requirepass', 'hush'], { stdio: 'ignore' });
    return { address: { host: '127.0.0.1', port, password: 'hush', tls: false }, stop: () => server.kill() };
  }

  test('keeps what it is given until its time is up', async () => {
    const { address, stop } = await redis();
    const cache = new RedisCache(address, silent);
    await eventually(() => cache.ping());
    await keepsAndForgets(cache);
    await cache.close();
    stop();
  });
});

test('with Redis gone the API answers all the same, and says so when asked', async () => {
  const api = await TestApi.start({ CACHE_HOST: '127.0.0.1', CACHE_PORT: await freePort(), CACHE_TLS: 'off' });
  const { accessToken: token } = await api.person();
  expect((await api.request('GET', '/v1/categories', { token })).status).toBe(200);
  expect((await api.request('GET', '/health/ready')).body).toMatchObject({ status: 'ok', cache: 'down' });
  await api.stop();
});
