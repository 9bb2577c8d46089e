import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';

describe('API tokens', () => {
  let api: TestApi;
  let signedIn: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    signedIn = (await api.person()).accessToken;
  });
  afterAll(() => api.stop());

  const make = async (scopes: string[], change: object = {}) =>
    (await api.request('POST', '/v1/me/tokens', { token: signedIn, body: { name: scopes.join(), scopes, ...change } })).body;
  const list = async () => (await api.request('GET', '/v1/me/tokens', { token: signedIn })).body.items;
  const read = (token: string) => api.request('GET', '/v1/transactions', { token });
  const write = (token: string) => api.request('POST', '/v1/expenses', { token, body: { amount: 1, currency: 'EUR', date: '2026-11-24' } });
  const rows = () => api.app.get(Database).selectFrom('api_tokens');

  test('grant what their scopes allow and name the missing scope', async () => {
    const [reader, writer, both] = [await make(['read']), await make(['write']), await make(['write', 'read'])];
    expect([await read(reader.token), await write(reader.token)]).toMatchObject([
      { status: 200 },
      { status: 403, body: { type: 'urn:expenses:problem:not-for-api-tokens', detail: expect.stringContaining('"write"') } },
    ]);
    expect([await read(writer.token), await write(writer.token)]).toMatchObject([{ status: 403 }, { status: 201 }]);
    expect([await read(both.token), await write(both.token)]).toMatchObject([{ status: 200, body: { items: [{}] } }, { status: 201 }]);
    expect(both.scopes).toEqual(['read', 'write']);
  });

  test('cannot manage the account of their owner', async () => {
    const { token, id } = await make(['read', 'write']);
    const requests = [
      ['GET', '/v1/me/tokens'],
      ['POST', '/v1/me/tokens'],
      ['DELETE', `/v1/me/tokens/${id}`],
      ['GET', '/v1/me/sessions'],
      ['DELETE', '/v1/me/sessions'],
      ['PATCH', '/v1/me'],
      ['POST', '/v1/me/password'],
      ['POST', '/v1/me/delete'],
    ] as const;
    for (const [method, path] of requests)
      expect(await api.request(method, path, { token, body: method === 'GET' ? undefined : {} }), path).toMatchObject({
        status: 403,
        body: { type: 'urn:expenses:problem:not-for-api-tokens' },
      });
    expect((await api.request('GET', '/v1/me', { token })).status).toBe(200);
  });

  test('are shown once and stored as a hash', async () => {
    const { token, ...listed } = await make(['read']);
    expect(await list()).toEqual([listed]);
    expect(token).toMatch(/^exp_[\w-]{43}$/);
    expect(await rows().select('token_hash').where('id', '=', listed.id).executeTakeFirst()).toEqual({
      token_hash: createHash('sha256').update(token).digest(),
    });
  });

  test('stop working once they are deleted or expired', async () => {
    const [gone, expiring] = [await make(['read']), await make(['read'], { name: 'Brief', expiresInDays: 1 })];
    expect((await read(expiring.token)).status).toBe(200);
    await api.request('DELETE', `/v1/me/tokens/${gone.id}`, { token: signedIn });
    await api.app
      .get(Database)
      .updateTable('api_tokens')
      .set({ expires_at: new Date(0) })
      .where('id', '=', expiring.id)
      .execute();
    for (const { token } of [gone, expiring, { token: 'exp_made-up' }]) expect((await read(token)).status).toBe(401);
  });

  const daysToLive = ({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) =>
    Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000);

  test('expire after 90 days, or after up to 366 if the owner says so', async () => {
    expect(daysToLive(await make(['read']))).toBe(90);
    expect(daysToLive(await make(['read'], { name: 'Brief', expiresInDays: 1 }))).toBe(1);
    expect(daysToLive(await make(['read'], { name: 'Long', expiresInDays: 366 }))).toBe(366);
  });

  test('that an earlier release created without an expiry expire 366 days after their creation', async () => {
    const { token, id } = await make(['read']);
    const store = (days: number) =>
      api.app
        .get(Database)
        .updateTable('api_tokens')
        .set({ expires_at: null, created_at: new Date(Date.now() - days * 86_400_000) })
        .where('id', '=', id)
        .execute();
    await store(365);
    expect((await read(token)).status).toBe(200);
    expect((await list()).map(daysToLive)).toEqual([366]);
    await store(367);
    expect((await read(token)).status).toBe(401);
    expect((await list()).map(daysToLive)).toEqual([366]);
  });

  test('report when they were last used', async () => {
    const { token, lastUsedAt } = await make(['read']);
    expect(lastUsedAt).toBeNull();
    await read(token);
    const [{ lastUsedAt: first }] = await list();
    expect(first).not.toBeNull();
    await read(token);
    expect(await list()).toMatchObject([{ lastUsedAt: first }]);
  });

  test('have unique names and belong to one person', async () => {
    const { id } = await make(['read']);
    expect(await make(['read'])).toMatchObject({ status: 409, errors: [{ path: 'name' }] });
    signedIn = (await api.person()).accessToken;
    expect((await api.request('DELETE', `/v1/me/tokens/${id}`, { token: signedIn })).status).toBe(404);
    expect(await list()).toEqual([]);
  });

  test.each([
    ['scopes', []],
    ['scopes.0', ['all']],
    ['expiresInDays', 0],
    ['expiresInDays', 367],
    ['expiresInDays', null],
    ['expiresInDays', 1.5],
    ['name', ''],
  ])('reject a bad %s (%j) and name the field', async (path, value) => {
    const body = { name: 'Script', scopes: ['read'], [path.split('.')[0]!]: value };
    expect(await api.request('POST', '/v1/me/tokens', { token: signedIn, body })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  test('a new token is not stored for replay under an Idempotency-Key', async () => {
    const send = () =>
      api.request('POST', '/v1/me/tokens', {
        token: signedIn,
        body: { name: 'Script', scopes: ['read'] },
        headers: { 'idempotency-key': 'one' },
      });
    expect([(await send()).status, (await send()).status]).toEqual([201, 409]);
    expect(await api.app.get(Database).selectFrom('idempotency_keys').select('key').where('key', '=', 'one').execute()).toEqual([]);
  });
});
