import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';

describe('categories', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  const names = async (token: string) =>
    (await api.request('GET', '/v1/categories', { token })).body.items.map(({ name }: { name: string }) => name);

  test('every person starts with a few categories', async () => {
    expect(await names((await api.person()).accessToken)).toContain('Groceries');
  });

  test('the list reflects a create, rename or delete immediately', async () => {
    const { accessToken: token } = await api.person();
    await names(token);
    const { status, body } = await api.request('POST', '/v1/categories', { token, body: { name: 'Books' } });
    expect(status).toBe(201);
    expect(await names(token)).toContain('Books');
    await api.request('PATCH', `/v1/categories/${body.id}`, { token, body: { name: 'Reading' } });
    expect(await names(token)).toContain('Reading');
    expect((await api.request('DELETE', `/v1/categories/${body.id}`, { token })).status).toBe(204);
    expect(await names(token)).not.toContain('Reading');
  });

  test('a category name is unique per person', async () => {
    const { accessToken: token } = await api.person();
    expect((await api.request('POST', '/v1/categories', { token, body: { name: 'Home' } })).status).toBe(409);
    const { body } = await api.request('POST', '/v1/categories', { token, body: { name: 'House' } });
    expect((await api.request('PATCH', `/v1/categories/${body.id}`, { token, body: { name: 'Home' } })).status).toBe(409);
  });

  test('a subcategory has a colour and an icon, and becomes top-level when its parent is deleted', async () => {
    const { accessToken: token } = await api.person();
    const create = async (body: object) => (await api.request('POST', '/v1/categories', { token, body })).body;
    const food = await create({ name: 'Food' });
    const bread = await create({ name: 'Bread', parentId: food.id, colour: '#ABCDEF', icon: 'croissant' });
    expect(bread).toEqual({ id: bread.id, name: 'Bread', parentId: food.id, colour: '#abcdef', icon: 'croissant' });
    expect((await api.request('PATCH', `/v1/categories/${bread.id}`, { token, body: { icon: null } })).body).toEqual({
      ...bread,
      icon: null,
    });
    expect((await api.request('PATCH', `/v1/categories/${bread.id}`, { token, body: {} })).body).toEqual({ ...bread, icon: null });
    await api.request('DELETE', `/v1/categories/${food.id}`, { token });
    expect((await api.request('GET', `/v1/categories/${bread.id}`, { token })).body).toMatchObject({ parentId: null });
  });

  test('there is no third level, even after concurrent moves', async () => {
    const { accessToken: token } = await api.person();
    const create = async (name: string, parentId: string | null = null) =>
      (await api.request('POST', '/v1/categories', { token, body: { name, parentId } })).body;
    const move = (id: string, parentId: string) => api.request('PATCH', `/v1/categories/${id}`, { token, body: { parentId } });
    const [a, b, c] = [await create('A'), await create('B'), await create('C')];
    expect((await Promise.all([move(a.id, b.id), move(b.id, c.id)])).map(({ status }) => status).sort()).toEqual([200, 400]);
    const inner = await create('Inner', c.id);
    for (const [id, parentId] of [
      [a.id, a.id],
      [c.id, a.id],
      [a.id, inner.id],
    ])
      expect(await move(id, parentId)).toMatchObject({ status: 400, body: { errors: [{ path: 'parentId' }] } });
    expect((await create('D', inner.id)).errors).toMatchObject([{ path: 'parentId' }]);
    expect(await move(a.id, crypto.randomUUID())).toMatchObject({ status: 404, body: { errors: [{ path: 'parentId' }] } });
  });

  test.each([
    ['colour', 'red'],
    ['icon', '<svg>'],
    ['parentId', 'food'],
  ])('a bad %s (%j) is rejected and the field is named', async (path, value) => {
    const { accessToken: token } = await api.person();
    expect(await api.request('POST', '/v1/categories', { token, body: { name: 'Bad', [path]: value } })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  test('categories of other people are not found', async () => {
    const owner = await api.person();
    const { body } = await api.request('POST', '/v1/categories', { token: owner.accessToken, body: { name: 'Mine' } });
    const { accessToken: token } = await api.person();
    for (const method of ['GET', 'DELETE'] as const)
      expect((await api.request(method, `/v1/categories/${body.id}`, { token })).status).toBe(404);
    expect((await api.request('PATCH', `/v1/categories/${body.id}`, { token, body: { name: 'Yours' } })).status).toBe(404);
    expect(await names(owner.accessToken)).toContain('Mine');
  });

  test('a deleted category is restored on its transactions and subcategories that have had no other since', async () => {
    const { accessToken: token } = await api.person();
    const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
      api.request(method, `/v1/${path}`, { token, ...(body && { body }) });
    const food = (await send('POST', 'categories', { name: 'Food', colour: '#abcdef' })).body;
    const [bread, fruit] = [
      (await send('POST', 'categories', { name: 'Bread', parentId: food.id })).body,
      (await send('POST', 'categories', { name: 'Fruit', parentId: food.id })).body,
    ];
    const other = (await send('POST', 'categories', { name: 'Other' })).body;
    const entry = { kind: 'expense', amount: 100, currency: 'EUR', date: '2026-11-24' };
    const add = async (categoryId: string | null) => (await send('POST', 'transactions', { ...entry, categoryId })).body.id;
    const [kept, moved, none] = [await add(food.id), await add(food.id), await add(null)];
    await send('DELETE', `categories/${food.id}`);
    await send('PATCH', `transactions/${moved}`, { categoryId: other.id });
    await send('PATCH', `categories/${fruit.id}`, { parentId: other.id });
    expect(await send('POST', `categories/${food.id}/restore`)).toMatchObject({ status: 200, body: { count: 1 } });
    expect((await api.request('GET', `/v1/categories/${food.id}`, { token })).body).toEqual(food);
    const get = async (path: string) => (await api.request('GET', `/v1/${path}`, { token })).body;
    expect([await get(`categories/${bread.id}`), await get(`categories/${fruit.id}`)]).toMatchObject([
      { parentId: food.id },
      { parentId: other.id },
    ]);
    expect([await get(`transactions/${kept}`), await get(`transactions/${moved}`), await get(`transactions/${none}`)]).toMatchObject([
      { categoryId: food.id },
      { categoryId: other.id },
      { categoryId: null },
    ]);
    expect((await send('POST', `categories/${food.id}/restore`)).status).toBe(404);
  });

  test('a deleted category is not restored beside another of its name, and only by its owner', async () => {
    const { accessToken: token } = await api.person();
    const { body } = await api.request('POST', '/v1/categories', { token, body: { name: 'Books' } });
    await api.request('DELETE', `/v1/categories/${body.id}`, { token });
    const { accessToken: stranger } = await api.person();
    expect((await api.request('POST', `/v1/categories/${body.id}/restore`, { token: stranger })).status).toBe(404);
    const again = (await api.request('POST', '/v1/categories', { token, body: { name: 'Books' } })).body;
    expect((await api.request('POST', `/v1/categories/${body.id}/restore`, { token })).status).toBe(409);
    await api.request('DELETE', `/v1/categories/${again.id}`, { token });
    expect((await api.request('POST', `/v1/categories/${body.id}/restore`, { token })).status).toBe(200);
  });
});
