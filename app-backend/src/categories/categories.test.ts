import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';

describe('categories', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  const names = async (token: string) => (await api.request('GET', '/v1/categories', { token })).body.items.map(({ name }: { name: string }) => name);

  test('everybody starts with a handful', async () => {
    expect(await names((await api.person()).accessToken)).toContain('Groceries');
  });

  test('one that is made, renamed or deleted is seen at once, however recently the list was read', async () => {
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

  test('a name is taken once', async () => {
    const { accessToken: token } = await api.person();
    expect((await api.request('POST', '/v1/categories', { token, body: { name: 'Home' } })).status).toBe(409);
    const { body } = await api.request('POST', '/v1/categories', { token, body: { name: 'House' } });
    expect((await api.request('PATCH', `/v1/categories/${body.id}`, { token, body: { name: 'Home' } })).status).toBe(409);
  });

  test("somebody else's is not there", async () => {
    const owner = await api.person();
    const { body } = await api.request('POST', '/v1/categories', { token: owner.accessToken, body: { name: 'Mine' } });
    const { accessToken: token } = await api.person();
    expect((await api.request('PATCH', `/v1/categories/${body.id}`, { token, body: { name: 'Yours' } })).status).toBe(404);
    expect((await api.request('DELETE', `/v1/categories/${body.id}`, { token })).status).toBe(404);
    expect(await names(owner.accessToken)).toContain('Mine');
  });
});
