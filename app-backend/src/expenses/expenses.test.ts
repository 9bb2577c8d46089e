import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';

const lunch = { amount: 1250, currency: 'EUR', date: '2026-11-24', payee: 'Corner shop', note: null, categoryId: null };

describe('expenses', () => {
  let api: TestApi;
  let token: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    token = (await api.person()).accessToken;
  });
  afterAll(() => api.stop());

  const create = (change: object = {}) => api.request('POST', '/v1/expenses', { token, body: { ...lunch, ...change } });
  const list = async (query = '') => (await api.request('GET', `/v1/expenses${query}`, { token })).body;

  test('an expense is listed with its exact amount and date', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject(lunch);
    expect((await list()).items).toEqual([body]);
    expect((await api.request('GET', `/v1/expenses/${body.id}`, { token })).body).toEqual(body);
  });

  test('an amount beyond 32 bits stays exact', async () => {
    expect((await create({ amount: 10_000_000_000_000 })).body.amount).toBe(10_000_000_000_000);
  });

  test('expenses are listed newest first, and within a day last entered first', async () => {
    for (const [date, payee] of [
      ['2026-01-02', 'b'],
      ['2026-01-03', 'c'],
      ['2026-01-01', 'a'],
      ['2026-01-03', 'd'],
    ])
      await create({ date, payee });
    expect((await list()).items.map(({ payee }: { payee: string }) => payee)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('pages follow one another without gaps, even when an expense is added in between', async () => {
    for (const payee of ['1', '2', '3', '4', '5']) await create({ payee });
    const first = await list('?limit=2');
    await create({ payee: 'in between' });
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    const third = await list(`?limit=2&cursor=${second.nextCursor}`);
    expect([first, second, third].flatMap(({ items }) => items.map(({ payee }: { payee: string }) => payee))).toEqual([
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(third.nextCursor).toBeNull();
  });

  test('a list can be filtered by period and category', async () => {
    const { body: category } = await api.request('POST', '/v1/categories', { token, body: { name: 'Trips' } });
    await create({ date: '2026-02-01', payee: 'train', categoryId: category.id });
    await create({ date: '2026-02-28', payee: 'lunch' });
    await create({ date: '2026-03-01', payee: 'hotel', categoryId: category.id });
    expect((await list('?from=2026-02-01&to=2026-02-28')).items).toHaveLength(2);
    expect((await list(`?from=2026-02-02&categoryId=${category.id}`)).items).toMatchObject([{ payee: 'hotel' }]);
  });

  test('an edit changes only the given fields', async () => {
    const { body } = await create();
    const changed = await api.request('PATCH', `/v1/expenses/${body.id}`, { token, body: { amount: 990 } });
    expect(changed.body).toMatchObject({ ...lunch, amount: 990 });
  });

  test('a deleted expense is gone', async () => {
    const { body } = await create();
    expect((await api.request('DELETE', `/v1/expenses/${body.id}`, { token })).status).toBe(204);
    expect((await api.request('GET', `/v1/expenses/${body.id}`, { token })).status).toBe(404);
  });

  test('deleting a category keeps its expenses', async () => {
    const { body: category } = await api.request('POST', '/v1/categories', { token, body: { name: 'Passing' } });
    await create({ categoryId: category.id });
    await api.request('DELETE', `/v1/categories/${category.id}`, { token });
    expect((await list()).items).toMatchObject([{ categoryId: null }]);
  });

  test('expenses and categories of other people are not found', async () => {
    const { body: mine } = await create();
    const { body: category } = await api.request('POST', '/v1/categories', { token, body: { name: 'Mine' } });
    token = (await api.person()).accessToken;
    for (const method of ['GET', 'DELETE'] as const)
      expect((await api.request(method, `/v1/expenses/${mine.id}`, { token })).status).toBe(404);
    expect((await api.request('PATCH', `/v1/expenses/${mine.id}`, { token, body: { amount: 1 } })).status).toBe(404);
    expect(await create({ categoryId: category.id })).toMatchObject({ status: 404, body: { errors: [{ path: 'categoryId' }] } });
    expect((await list()).items).toEqual([]);
  });

  test.each([
    ['amount', 12.5],
    ['amount', -1],
    ['amount', '12'],
    ['currency', 'EURO'],
    ['date', '2026-02-30'],
    ['categoryId', 'food'],
    ['colour', 'blue'],
    ['payee', ''],
    ['payee', 'a\0b'],
    ['payee', 'x'.repeat(201)],
    ['note', 'x'.repeat(2001)],
    ['date', '0000-01-01'],
    ['date', '0026-11-24'],
    ['amount', 10_000_000_000_001],
    ['amount', undefined],
  ])('a bad %s (%j) is rejected, named and changes nothing', async (field, value) => {
    const { status, body } = await create({ [field]: value });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ path: field, message: expect.any(String) }]);
    expect(body.detail).toContain(field);
    expect((await list()).items).toEqual([]);
  });

  test('all missing fields are named at once', async () => {
    const { body } = await api.request('POST', '/v1/expenses', { token, body: {} });
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['amount', 'currency', 'date']);
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=many',
    'from=yesterday',
    'to=2026-02-30',
    'categoryId=food',
    'cursor=somewhere',
    'cursor=9999-99-99.1',
    'cursor=2026-01-01.x',
    'sort=amount',
  ])('a list with %s is rejected and the field is named', async (query) => {
    const { status, body } = await api.request('GET', `/v1/expenses?${query}`, { token });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: query.split('=')[0] }]);
  });

  test('an invalid id is rejected', async () => {
    expect((await api.request('GET', '/v1/expenses/1', { token })).status).toBe(400);
  });
});
