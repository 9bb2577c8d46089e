import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { freePort } from '../../test/free-port.js';
import { skipWithoutRedisServer, startRedis } from '../../test/redis-server.js';
import { type Answer, TestApi } from '../../test/test-api.js';
import type { ApiConfiguration } from '../configuration/configuration.js';

const PASSWORD = 'correct horse battery';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(change: Partial<ApiConfiguration> = {}) {
  const api = await TestApi.start({ AUTH_TRIES_PER_MINUTE: 3, ...change });
  closing.push(() => api.stop());
  return api;
}

/** Sends a login for an unknown account: the limit counts before any password is hashed. */
const login = (api: TestApi, email: string, forwarded?: string, headers: Record<string, string> = {}, password = 'a guess') =>
  api.request('POST', '/v1/auth/login', {
    body: { email, password },
    headers: { ...headers, ...(forwarded && { 'x-forwarded-for': forwarded }) },
  });

/** Sends requests at once and returns their statuses. */
const times = (count: number, send: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, async (_, index) => (await send(index)).status));

const statuses = async (api: TestApi, times: number, forwarded?: (index: number) => string) => {
  const all = [];
  for (let index = 0; index < times; index++) all.push((await login(api, `${index}@example.com`, forwarded?.(index))).status);
  return all;
};

/** Tolerates a window that ends between two attempts: twice the limit is exceeded in any case. */
const isLimited = (all: number[]) => all.includes(429);

describe('password attempts', () => {
  test('are limited per address, and the answer says when to retry', async () => {
    const api = await started();
    const register = (index: number) =>
      api.request('POST', '/v1/auth/register', { body: { email: `${index}@example.com`, password: 'correct horse battery' } });
    expect(isLimited(await statuses(api, 8))).toBe(true);
    const refused = (await Promise.all(Array.from({ length: 8 }, (_, index) => register(index)))).find(({ status }) => status === 429);
    expect(refused?.body.type).toBe('urn:expenses:problem:too-many-tries');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused?.body.detail).toContain(`${String(refused?.headers['retry-after'])} seconds`);
  });

  test('are limited per IPv6 network, for any address in it', async () => {
    const api = await started({ TRUSTED_PROXIES: 1 });
    expect(isLimited(await statuses(api, 8, (index) => `2001:db8:0:7::${index}`))).toBe(true);
    const [otherNetwork] = await statuses(api, 1, () => '2001:db8:0:8::1');
    expect(otherNetwork).toBe(401);
  });

  test('are limited per account, from any address and for unknown accounts too', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000, TRUSTED_PROXIES: 1 });
    const all = await Promise.all(
      Array.from({ length: 205 }, async (_, index) => (await login(api, 'ada@example.com', `198.51.100.${index}`)).status),
    );
    expect(isLimited(all)).toBe(true);
    expect((await login(api, 'other@example.com')).status).toBe(401);
  });

  test('for an account from one address are limited, and its owner still logs in at another', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000, TRUSTED_PROXIES: 1 });
    await api.person('ada@example.com');
    expect(isLimited(await times(45, () => login(api, 'ada@example.com', '198.51.100.1')))).toBe(true);
    expect((await login(api, 'ada@example.com', '198.51.100.2', {}, PASSWORD)).status).toBe(200);
  });

  test('of strangers lock no known device out, from whatever address', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000, TRUSTED_PROXIES: 1 });
    const { deviceToken } = await api.person('ada@example.com');
    expect(isLimited(await times(205, (index) => login(api, 'ada@example.com', `198.51.100.${index}`)))).toBe(true);
    const device = { 'x-device-token': deviceToken };
    expect((await login(api, 'ada@example.com', '198.51.100.1', {}, PASSWORD)).status).toBe(429);
    expect((await login(api, 'ada@example.com', '198.51.100.1', device, PASSWORD)).status).toBe(200);
  });

  test('of others behind the same address lock no known device out', async () => {
    const api = await started();
    const { deviceToken } = await api.person('ada@example.com');
    expect(isLimited(await statuses(api, 8))).toBe(true);
    expect((await login(api, 'ada@example.com', undefined, {}, PASSWORD)).status).toBe(429);
    expect((await login(api, 'ada@example.com', undefined, { 'x-device-token': deviceToken }, PASSWORD)).status).toBe(200);
  });

  test('from a known device are limited too', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000, TRUSTED_PROXIES: 1 });
    const { deviceToken } = await api.person('ada@example.com');
    const guess = (index: number) => login(api, 'ada@example.com', `198.51.100.${index}`, { 'x-device-token': deviceToken });
    expect(isLimited(await times(45, guess))).toBe(true);
  });

  test("are those of strangers with a device token that is made up, someone else's or older than the password", async () => {
    const api = await started({ TRUSTED_PROXIES: 1 });
    const [ada, eve] = [await api.person('ada@example.com'), await api.person('eve@example.com')];
    const newPassword = 'staple battery horse';
    const change = { currentPassword: PASSWORD, newPassword };
    expect((await api.request('POST', '/v1/me/password', { token: ada.accessToken, body: change })).status).toBe(204);
    expect(isLimited(await statuses(api, 8, () => '198.51.100.1'))).toBe(true);
    const [family] = ada.deviceToken.split('.');
    for (const deviceToken of [ada.deviceToken, eve.deviceToken, `${family}.${eve.deviceToken.split('.')[1]}`, `${family}.`, 'x', ''])
      expect((await login(api, 'ada@example.com', '198.51.100.1', { 'x-device-token': deviceToken }, newPassword)).status).toBe(429);
    const { deviceToken } = (await login(api, 'ada@example.com', '198.51.100.2', {}, newPassword)).body;
    expect((await login(api, 'ada@example.com', '198.51.100.1', { 'x-device-token': deviceToken }, newPassword)).status).toBe(200);
    const { body } = await api.request('POST', '/v1/auth/refresh', { body: { refreshToken: ada.refreshToken } });
    expect((await login(api, 'ada@example.com', '198.51.100.1', { 'x-device-token': body.deviceToken }, newPassword)).status).toBe(200);
  });

  describe('that a site sends', () => {
    const tries = (api: TestApi, count: number, client: (index: number) => string, site = '198.51.100.1') =>
      times(count, (index) => login(api, `${index}@example.com`, site, { 'x-client-address': client(index) }));

    test('are counted for the client that it names', async () => {
      const api = await started({ TRUSTED_PROXIES: 1 });
      expect(isLimited(await tries(api, 8, () => '203.0.113.1'))).toBe(true);
      expect(isLimited(await tries(api, 8, (index) => `203.0.113.${10 + index}`))).toBe(false);
    });

    test('are counted for the site too, with a higher limit, whatever clients it names', async () => {
      const api = await started({ TRUSTED_PROXIES: 1 });
      expect(isLimited(await tries(api, 64, (index) => `203.0.113.${index}`))).toBe(true);
    });

    test('take none from the named client elsewhere, so a forged address locks out no other user', async () => {
      const api = await started({ TRUSTED_PROXIES: 1 });
      expect(isLimited(await tries(api, 8, () => '203.0.113.1', '192.0.2.66'))).toBe(true);
      expect(isLimited(await tries(api, 1, () => '203.0.113.1'))).toBe(false);
      expect(isLimited(await statuses(api, 1, () => '203.0.113.1'))).toBe(false);
    });

    test('are its own if it names no address', async () => {
      const api = await started({ TRUSTED_PROXIES: 1 });
      expect(isLimited(await tries(api, 8, (index) => `browser ${index}`))).toBe(true);
    });
  });

  test('from an IPv4 address are counted for it alone, however the server writes it', async () => {
    const api = await started({ TRUSTED_PROXIES: 1 });
    expect(isLimited(await statuses(api, 8, () => '::ffff:198.51.100.1'))).toBe(true);
    expect(isLimited(await statuses(api, 1, () => '198.51.100.1'))).toBe(true);
    expect(isLimited(await statuses(api, 1, () => '::ffff:198.51.100.2'))).toBe(false);
  });

  test('are limited for password changes too', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000 });
    const { accessToken: token } = await api.person();
    const change = () =>
      api.request('POST', '/v1/me/password', { token, body: { currentPassword: 'a guess', newPassword: 'staple battery horse' } });
    expect(isLimited(await Promise.all(Array.from({ length: 45 }, async () => (await change()).status)))).toBe(true);
  });

  test('count for the address that the outermost trusted proxy saw, not for a claimed one', async () => {
    const claimed = (index: number) => `203.0.113.${index}`;
    expect(isLimited(await statuses(await started(), 8, claimed))).toBe(true);
    expect(isLimited(await statuses(await started({ TRUSTED_PROXIES: 1 }), 8, claimed))).toBe(false);
    expect(isLimited(await statuses(await started({ TRUSTED_PROXIES: 1 }), 8, (index) => `${claimed(index)}, 198.51.100.1`))).toBe(true);
    expect(isLimited(await statuses(await started({ TRUSTED_PROXIES: 2 }), 8, (index) => `${claimed(index)}, 198.51.100.1`))).toBe(false);
    expect(
      isLimited(await statuses(await started({ TRUSTED_PROXIES: 2 }), 8, (index) => `${claimed(index)}, 192.0.2.1, 198.51.100.1`)),
    ).toBe(true);
  });

  test('are counted per task without Redis', async () => {
    const api = await started({ CACHE_HOST: '127.0.0.1', CACHE_PORT: await freePort(), CACHE_TLS: 'off' });
    expect(isLimited(await statuses(api, 8))).toBe(true);
  });
});

test('logouts are limited per address, apart from password attempts and refreshes', async () => {
  const api = await started();
  const { refreshToken } = await api.person();
  const logout = (token: string) => api.request('POST', '/v1/auth/logout', { body: { refreshToken: token } });
  expect(isLimited(await times(62, () => logout('of no session')))).toBe(true);
  expect(await logout(refreshToken)).toMatchObject({ status: 429, body: { type: 'urn:expenses:problem:too-many-tries' } });
  expect((await login(api, 'ada@example.com')).status).toBe(401);
  expect((await api.request('POST', '/v1/auth/refresh', { body: { refreshToken } })).status).toBe(200);
});

describe('refreshes', () => {
  const refresh = (api: TestApi, refreshToken: string, forwarded = '198.51.100.1') =>
    api.request('POST', '/v1/auth/refresh', { body: { refreshToken }, headers: { 'x-forwarded-for': forwarded } });
  const refreshes = (api: TestApi, times: number, refreshToken: string, forwarded?: (index: number) => string) =>
    Promise.all(Array.from({ length: times }, async (_, index) => (await refresh(api, refreshToken, forwarded?.(index))).status));

  test('are limited per address, apart from password attempts, and the answer says when to retry', async () => {
    const api = await started();
    expect(isLimited(await refreshes(api, 62, 'of no session'))).toBe(true);
    const refused = await refresh(api, 'of no session');
    expect(refused).toMatchObject({ status: 429, body: { type: 'urn:expenses:problem:too-many-tries' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login(api, 'ada@example.com')).status).toBe(401);
  });

  test('are limited per session, from any address, and no other session is', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000, TRUSTED_PROXIES: 1 });
    let { refreshToken } = await api.person();
    const [other, all] = [await api.person(), [] as number[]];
    for (let index = 0; index < 125 && !isLimited(all); index++) {
      const { status, body } = await refresh(api, refreshToken, `198.51.100.${index}`);
      all.push(status);
      if (status === 200) ({ refreshToken } = body);
    }
    expect(isLimited(all)).toBe(true);
    expect(all.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
    expect((await refresh(api, other.refreshToken)).status).toBe(200);
  });

  test('with a token of no session are not limited as one session: sites send them to wake the database', async () => {
    const api = await started({ AUTH_TRIES_PER_MINUTE: 1000 });
    expect(new Set(await refreshes(api, 130, 'of no session'))).toEqual(new Set([401]));
  });
});

test.skipIf(skipWithoutRedisServer)(
  'password attempts are counted for all tasks together, and losing Redis refuses no login (requires redis-server on the PATH)',
  async () => {
    const redis = await startRedis();
    closing.push(redis.stop);
    const address = {
      CACHE_HOST: redis.address.host,
      CACHE_PORT: redis.address.port,
      CACHE_AUTH_TOKEN: redis.address.password,
      CACHE_TLS: 'off' as const,
    };
    const tasks = [await started(address), await started(address), await started(address)];
    for (const task of tasks)
      await eventually('the cache is in use', async () => (await task.request('GET', '/health/ready')).body.cache === 'ok');
    const everywhere = async () => (await Promise.all(tasks.map((task) => statuses(task, 2)))).flat();
    expect(isLimited([...(await everywhere()), ...(await everywhere())])).toBe(true);
    await redis.stop();
    expect((await login(tasks[0]!, 'ada@example.com')).status).toBe(401);
  },
);
