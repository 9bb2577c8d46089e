import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { skipWithoutRedisServer, startRedis } from '../../test/redis-server.js';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';

const enterAt = (api: TestApi, token: string) => async (change: object) =>
  (
    await api.request('POST', '/v1/transactions', {
      token,
      body: { kind: 'expense', amount: 1000, currency: 'EUR', date: '2026-11-24', ...change },
    })
  ).body;

describe('the summary of a month', () => {
  let api: TestApi;
  let token: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    token = (await api.person()).accessToken;
  });
  afterAll(() => api.stop());

  const enter = (change: object) => enterAt(api, token)(change);
  const category = async (name: string, parentId: string | null = null) =>
    (await api.request('POST', '/v1/categories', { token, body: { name, parentId } })).body;
  const summary = async (month = '2026-11') => (await api.request('GET', `/v1/summaries/${month}`, { token })).body;

  test('sums each category in the home currency, from the first day to the last', async () => {
    const food = await category('Food');
    const bread = await category('Bread', food.id);
    await enter({ categoryId: food.id, date: '2026-11-01' });
    await enter({ categoryId: bread.id, date: '2026-11-30', amount: 3000 });
    await enter({ categoryId: bread.id, currency: 'USD', rate: '0.9' });
    await enter({ categoryId: bread.id, currency: 'USD' });
    await enter({ kind: 'income', amount: 5000 });
    await enter({ date: '2026-10-31' });
    await enter({ date: '2026-12-01' });
    expect(await summary()).toEqual({
      month: '2026-11',
      currency: 'EUR',
      expense: 4900,
      income: 5000,
      count: 5,
      withoutRate: 1,
      categories: [
        { categoryId: bread.id, parentId: food.id, expense: 3900, income: 0, count: 3, withoutRate: 1 },
        { categoryId: food.id, parentId: null, expense: 1000, income: 0, count: 1, withoutRate: 0 },
        { categoryId: null, parentId: null, expense: 0, income: 5000, count: 1, withoutRate: 0 },
      ],
    });
  });

  test('can end on a day', async () => {
    const food = await category('Food');
    await enter({ date: '2026-10-31' });
    await enter({ date: '2026-11-01', categoryId: food.id });
    await enter({ date: '2026-11-15', categoryId: food.id, kind: 'income', amount: 300 });
    await enter({ date: '2026-11-15', categoryId: food.id, currency: 'USD', rate: '0.9' });
    await enter({ date: '2026-11-15', currency: 'USD' });
    await enter({ date: '2026-11-16', categoryId: food.id });
    const upTo = (day: string) => summary(`2026-11?to=${day}`);
    expect(await upTo('2026-11-15')).toMatchObject({
      month: '2026-11',
      expense: 1900,
      income: 300,
      count: 4,
      withoutRate: 1,
      categories: [
        { categoryId: food.id, expense: 1900, income: 300 },
        { categoryId: null, expense: 0, withoutRate: 1 },
      ],
    });
    expect(await upTo('2026-10-31')).toMatchObject({ count: 0 });
    expect(await upTo('2026-12-31')).toEqual(await summary());
    await enter({ date: '2026-11-02' });
    expect(await upTo('2026-11-15')).toMatchObject({ expense: 2900 });
    expect(await api.request('GET', '/v1/summaries/2026-11?to=tomorrow', { token })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'to' }] },
    });
  });

  test('is JSON, and the same text when it is cached', async () => {
    await enter({ payee: 'Café' });
    const get = async () => await api.app.inject({ url: '/v1/summaries/2026-11', headers: { authorization: `Bearer ${token}` } });
    const [computed, cached] = [await get(), await get()];
    expect(computed.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(cached.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(cached.body).toBe(computed.body);
  });

  test('excludes transfers between accounts', async () => {
    const { body: savings } = await api.request('POST', '/v1/accounts', {
      token,
      body: { name: 'Savings', kind: 'bank', currency: 'EUR' },
    });
    const [{ id: cash }] = (await api.request('GET', '/v1/accounts', { token })).body.items;
    await enter({ kind: 'transfer', accountId: cash, toAccountId: savings.id });
    expect(await summary()).toMatchObject({ expense: 0, income: 0, count: 0, categories: [] });
  });

  test.each([
    ['an entry', () => enter({})],
    ['an edit', (id: string) => api.request('PATCH', `/v1/transactions/${id}`, { token, body: { amount: 5 } })],
    ['a deletion', (id: string) => api.request('DELETE', `/v1/transactions/${id}`, { token })],
    [
      'many edits at once',
      (id: string) => api.request('POST', '/v1/transactions/bulk-edit', { token, body: { ids: [id], change: { date: '2026-01-01' } } }),
    ],
    ['another home currency', () => api.request('PATCH', '/v1/me', { token, body: { homeCurrency: 'USD' } })],
    [
      'a write of the previous release',
      (id: string) =>
        api.app
          .get(Database)
          .updateTable('expenses' as 'transactions')
          .set({ amount: 7 })
          .where('id', '=', id)
          .execute(),
    ],
  ])('is up to date after %s, even if it was just cached', async (_, write) => {
    const { id } = await enter({});
    const before = await summary();
    await write(id);
    expect(await summary()).not.toEqual(before);
  });

  test('follows a category that is moved or deleted', async () => {
    const [food, bread] = [await category('Food'), await category('Bread')];
    await enter({ categoryId: bread.id });
    expect((await summary()).categories).toMatchObject([{ parentId: null }]);
    await api.request('PATCH', `/v1/categories/${bread.id}`, { token, body: { parentId: food.id } });
    expect((await summary()).categories).toMatchObject([{ parentId: food.id }]);
    await api.request('DELETE', `/v1/categories/${bread.id}`, { token });
    expect((await summary()).categories).toMatchObject([{ categoryId: null }]);
  });

  test('is separate for each person', async () => {
    await enter({});
    await summary();
    token = (await api.person()).accessToken;
    expect(await summary()).toMatchObject({ count: 0 });
  });

  test.each(['rejects the month "%s"', '2026-13', '0000-01', '2026-1', 'november'])('of "%s" is refused', async (month) => {
    expect(await api.request('GET', `/v1/summaries/${month}`, { token })).toMatchObject({ status: 400 });
  });

  test('a sum beyond the safe integers is a problem, not a wrong number', async () => {
    for (const amount of [2, 1]) await enter({ amount });
    // As earlier releases accepted it.
    await api.app.get(Database).updateTable('transactions').set({ amount: Number.MAX_SAFE_INTEGER }).where('amount', '=', 2).execute();
    expect(await api.request('GET', '/v1/summaries/2026-11', { token })).toMatchObject({
      status: 422,
      body: { type: 'urn:expenses:problem:too-much-to-add' },
    });
  });
});

test.skipIf(skipWithoutRedisServer)(
  'a Redis that misses changes and comes back serves nothing outdated (requires redis-server on the PATH)',
  async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    const api = await TestApi.start({
      CACHE_HOST: redis.address.host,
      CACHE_PORT: redis.address.port,
      CACHE_AUTH_TOKEN: redis.address.password,
      CACHE_TLS: 'off',
    });
    onTestFinished(() => api.stop());
    const { accessToken: token } = await api.person();
    const enter = enterAt(api, token);
    const summary = async () => (await api.request('GET', '/v1/summaries/2026-11', { token })).body;
    const cacheIs = (state: string) =>
      eventually(`the cache is ${state}`, async () => (await api.request('GET', '/health/ready')).body.cache === state);

    await cacheIs('ok');
    await enter({});
    expect(await summary()).toMatchObject({ expense: 1000, count: 1 });
    redis.freeze();
    await cacheIs('down');
    await enter({});
    expect(await summary()).toMatchObject({ expense: 2000, count: 2 });
    redis.thaw();
    await cacheIs('ok');
    expect(await summary()).toMatchObject({ expense: 2000, count: 2 });
  },
);
