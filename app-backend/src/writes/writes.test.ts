import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { findWrongSums } from '../../test/kept-sums.js';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';

const lunch = { kind: 'expense', amount: 1250, currency: 'EUR', date: '2026-11-24' };

describe('a write', () => {
  let api: TestApi;
  let token: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    token = (await api.person()).accessToken;
  });
  afterAll(() => api.stop());

  const send = (key: string, body: object = lunch) =>
    api.request('POST', '/v1/transactions', { token, body, headers: { 'idempotency-key': key } });
  const count = async () => (await api.request('GET', '/v1/transactions', { token })).body.items.length;

  describe('with an Idempotency-Key', () => {
    test('is executed once, and a repeat gets the first answer', async () => {
      const [first, second] = [await send('lunch'), await send('lunch')];
      expect(first).toMatchObject({ status: 201, headers: { etag: expect.any(String) } });
      expect(second).toMatchObject({ status: 201, body: first.body, headers: { etag: first.headers.etag, 'idempotent-replayed': 'true' } });
      expect(first.headers).not.toHaveProperty('idempotent-replayed');
      expect(await count()).toBe(1);
    });

    test('is executed once when repeated concurrently', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => send('lunch')));
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(await count()).toBe(1);
    });

    test('waits for concurrent writes of the same person with other keys', async () => {
      const rename = (name: string) => api.request('PATCH', '/v1/me', { token, body: { name }, headers: { 'idempotency-key': name } });
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => rename(`${name}${round}`)));
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      }
    });

    test('is executed beside other creations of the same person, which do not wait for it', async () => {
      const { body: category } = await api.request('POST', '/v1/categories', { token, body: { name: 'Books' } });
      const database = api.app.get(Database);
      const holder = await database.startTransaction().execute();
      const release = async () => void (holder.isRolledBack || (await holder.rollback().execute()));
      onTestFinished(release);
      await holder.selectFrom('categories').select('id').where('id', '=', category.id).forUpdate().execute();
      const waiting = send('waits', { ...lunch, categoryId: category.id });
      await eventually('a creation waits for the category', async () => {
        const { rows } = await sql`select from pg_locks where not granted`.execute(database);
        return rows.length > 0;
      });
      expect((await send('goes-on')).status).toBe(201);
      await release();
      expect((await waiting).status).toBe(201);
    });

    test('waits beside any other writes of the same person without a deadlock', async () => {
      const { body: category } = await api.request('POST', '/v1/categories', { token, body: { name: 'Books' } });
      const answered = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
        (await api.request(method, path, { token, ...(body && { body }) })).status;
      for (let round = 0; round < 5; round++) {
        const entries = await Promise.all(
          Array.from({ length: 4 }, () => send(crypto.randomUUID(), { ...lunch, categoryId: category.id })),
        );
        const [edited, deleted, moved, restored] = entries.map(({ body }) => body.id as string);
        await answered('DELETE', `/v1/transactions/${restored}`);
        const statuses = await Promise.all([
          ...Array.from({ length: 4 }, () => send(crypto.randomUUID(), { ...lunch, tags: ['a', 'b'] }).then(({ status }) => status)),
          answered('PATCH', `/v1/transactions/${edited}`, { date: '2026-01-02' }),
          answered('DELETE', `/v1/transactions/${deleted}`),
          answered('POST', '/v1/transactions/bulk-edit', { ids: [edited, moved], change: { addTags: ['c'] } }),
          answered('POST', '/v1/transactions/bulk-restore', { ids: [restored] }),
          answered('PATCH', `/v1/categories/${category.id}`, { name: `Books ${round}` }),
        ]);
        expect(statuses).toEqual([201, 201, 201, 201, 200, 204, 200, 200, 200]);
      }
      expect(await findWrongSums(api.app.get(Database))).toEqual([]);
    });

    test.each([true, false])('is executed beside edits that lock the person (with a key: %s)', async (withKey) => {
      const rename = (name: string) =>
        api.request('PATCH', '/v1/me', { token, body: { name }, headers: withKey ? { 'idempotency-key': name } : {} });
      for (let round = 0; round < 5; round++) {
        const keys = ['a', 'b', 'c', 'd'].map((letter) => `${letter}${round}`);
        const answers = await Promise.all(keys.flatMap((key) => [send(`lunch-${key}`), rename(key)]));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
      }
    });

    test('is independent of writes with other keys or by other people', async () => {
      const first = await send('lunch');
      expect((await send('dinner')).body.id).not.toBe(first.body.id);
      token = (await api.person()).accessToken;
      expect((await send('lunch')).body.id).not.toBe(first.body.id);
    });

    test('is rejected if the key was used for another request', async () => {
      await send('lunch');
      expect(await send('lunch', { ...lunch, amount: 1 })).toMatchObject({
        status: 422,
        body: { type: 'urn:expenses:problem:key-reused' },
      });
      const elsewhere = await api.request('POST', '/v1/categories', {
        token,
        body: { name: 'Books' },
        headers: { 'idempotency-key': 'lunch' },
      });
      expect(elsewhere.status).toBe(422);
      expect(await count()).toBe(1);
    });

    test('that fails changes nothing and leaves the key free', async () => {
      expect((await send('lunch', { ...lunch, accountId: crypto.randomUUID() })).status).toBe(404);
      expect((await send('lunch', { ...lunch, amount: -1 })).status).toBe(400);
      expect((await send('lunch')).status).toBe(201);
    });

    test('of any method can be repeated, even with an empty answer', async () => {
      const { body } = await send('lunch');
      const repeat = async (method: 'PATCH' | 'DELETE', change?: object) => {
        const send = () =>
          api.request(method, `/v1/transactions/${body.id}`, { token, body: change, headers: { 'idempotency-key': method } });
        return [await send(), await send()] as const;
      };
      const [changed, again] = await repeat('PATCH', { amount: 5 });
      expect(again).toMatchObject({ status: 200, body: changed.body });
      expect((await repeat('DELETE')).map(({ status }) => status)).toEqual([204, 204]);
    });

    test('is new after a day, and the old key is deleted', async () => {
      await send('lunch');
      await send('dinner');
      await sql`update idempotency_keys set created_at = now() - interval '24 hours 1 second' where key = 'lunch'`.execute(
        api.app.get(Database),
      );
      const { headers } = await send('lunch');
      expect(headers).not.toHaveProperty('idempotent-replayed');
      expect((await send('dinner')).headers).toHaveProperty('idempotent-replayed');
      expect(await count()).toBe(3);
    });

    test.each(['is rejected for the key "%s", and the header is named', 'a b', 'é', 'x'.repeat(256)])(
      '"%s" is refused, and the header is named',
      async (key) => {
        expect(await send(key)).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
        expect(await count()).toBe(0);
      },
    );

    test('does not affect reads, which store nothing', async () => {
      const list = () => api.request('GET', '/v1/transactions', { token, headers: { 'idempotency-key': 'list' } });
      await list();
      await send('lunch');
      expect((await list()).body.items).toHaveLength(1);
    });
  });

  describe('with If-Match', () => {
    const things = [
      ['a transaction', '/v1/transactions', lunch, { payee: 'Market' }, { payee: 'Shop' }],
      ['an account', '/v1/accounts', { name: 'Bank', kind: 'bank', currency: 'EUR' }, { name: 'Savings' }, { name: 'Deposit' }],
      ['a category', '/v1/categories', { name: 'Books' }, { name: 'Reading' }, { name: 'Letters' }],
    ] as const;

    test.each(things)('changes %s that is unchanged since it was read, and rejects it otherwise', async (_, path, body, mine, yours) => {
      const created = await api.request('POST', path, { token, body });
      const url = `${path}/${created.body.id}`;
      const change = (body: object, tag: unknown) => api.request('PATCH', url, { token, body, headers: { 'if-match': String(tag) } });
      expect((await api.request('GET', url, { token })).headers.etag).toBe(created.headers.etag);
      const changed = await change(mine, created.headers.etag);
      expect(changed).toMatchObject({ status: 200, body: mine });
      const stale = await change(yours, created.headers.etag);
      expect(stale).toMatchObject({ status: 412, body: { type: 'urn:expenses:problem:changed-meanwhile' } });
      expect((await api.request('DELETE', url, { token, headers: { 'if-match': String(created.headers.etag) } })).status).toBe(412);
      expect((await api.request('GET', url, { token })).body).toEqual(changed.body);
      expect((await change({}, '*')).status).toBe(200);
      const { headers } = await api.request('GET', url, { token });
      expect((await api.request('DELETE', url, { token, headers: { 'if-match': `"other", ${String(headers.etag)}` } })).status).toBe(204);
    });

    test('lets one of several concurrent edits succeed', async () => {
      const { body, headers } = await api.request('POST', '/v1/transactions', { token, body: lunch });
      const change = (payee: string) =>
        api.request('PATCH', `/v1/transactions/${body.id}`, { token, body: { payee }, headers: { 'if-match': String(headers.etag) } });
      expect((await Promise.all([change('a'), change('b'), change('c')])).map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    });

    test('the ETag of an account does not change with its balance', async () => {
      const [{ id }] = (await api.request('GET', '/v1/accounts', { token })).body.items;
      const tag = async () => (await api.request('GET', `/v1/accounts/${id}`, { token })).headers.etag;
      const before = await tag();
      await api.request('POST', '/v1/transactions', { token, body: { ...lunch, accountId: id } });
      expect(await tag()).toBe(before);
    });

    test('the profile can be protected too', async () => {
      const { headers } = await api.request('GET', '/v1/me', { token });
      const change = (name: string) =>
        api.request('PATCH', '/v1/me', { token, body: { name }, headers: { 'if-match': String(headers.etag) } });
      expect((await change('Ada')).status).toBe(200);
      expect((await change('Grace')).status).toBe(412);
    });
  });
});
