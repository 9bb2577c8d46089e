import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

/** Loads the module as on a machine without redis-server. */
async function withoutRedisServer(ci: string) {
  vi.stubEnv('PATH', '');
  vi.stubEnv('TEST_REDIS_URL', undefined);
  vi.stubEnv('CI', ci);
  vi.resetModules();
  return import('./redis-server.js');
}

test('without redis-server its tests are skipped', async () => {
  expect(await withoutRedisServer('')).toMatchObject({ skipWithoutRedis: true, skipWithoutRedisServer: true });
});

test('with CI=true they run and fail with what to install', async () => {
  const redis = await withoutRedisServer('true');
  expect(redis).toMatchObject({ skipWithoutRedis: false, skipWithoutRedisServer: false });
  await expect(redis.startRedis()).rejects.toThrow('apt-get install redis-server');
});
