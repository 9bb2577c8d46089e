import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HASH_AS_TYPED } from '../../test/hash-as-typed.js';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';
import type { SessionRow } from '../database/tables.js';
import type { Session } from './auth.schema.js';
import { Passwords } from './passwords.js';

const sha256 = (token: string) => createHash('sha256').update(token).digest();

describe('signing in', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  const register = (body: object) => api.request('POST', '/v1/auth/register', { body });
  const login = (body: object) => api.request('POST', '/v1/auth/login', { body });
  const refresh = (refreshToken: string) => api.request('POST', '/v1/auth/refresh', { body: { refreshToken } });
  const me = (token?: string) => api.request('GET', '/v1/me', token ? { token } : {});

  test('a newly registered person is logged in', async () => {
    const { status, body } = await register({ email: 'Ada@Example.com', password: 'correct horse battery', name: 'Ada' });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ email: 'ada@example.com', name: 'Ada' });
    expect((await me(body.accessToken)).body).toEqual(body.user);
  });

  test('an email can be registered only once', async () => {
    await register({ email: 'one@example.com', password: 'correct horse battery' });
    expect(await register({ email: 'ONE@example.com', password: 'another password' })).toMatchObject({
      status: 409,
      body: { type: 'urn:expenses:problem:email-taken' },
    });
  });

  test('a password that is too short is rejected and the field is named', async () => {
    const { status, body, headers } = await register({ email: 'short@example.com', password: 'short' });
    expect(status).toBe(400);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body.errors).toEqual([{ path: 'password', message: 'must be at least 12 characters long' }]);
  });

  test('a password that is easy to guess is refused, and the answer says why and names the field', async () => {
    const { status, body } = await register({ email: 'easy@example.com', password: ' '.repeat(12) });
    expect({ status, type: body.type }).toEqual({ status: 400, type: 'urn:expenses:problem:invalid-request' });
    expect(body.detail).toMatch(/^This password is too easy to guess: /);
    expect(body.errors).toEqual([{ path: 'password', message: expect.stringMatching(/^is too easy to guess: .*[^.]$/) }]);
    expect((await register({ email: 'easy.guess@example.com', password: 'Easy.Guess@example.com' })).status).toBe(400);
  });

  test('a password of 128 characters logs in, whichever way they are composed', async () => {
    const password = 'caf\u00e9 cr\u00e8me '.repeat(13).slice(0, 128);
    const email = 'long@example.com';
    expect((await register({ email, password: password.normalize('NFD') })).status).toBe(201);
    for (const form of ['NFC', 'NFD']) expect((await login({ email, password: password.normalize(form) })).status).toBe(200);
    expect((await register({ email: 'longer@example.com', password: `${password}!` })).status).toBe(400);
    expect((await register({ email: 'shorter@example.com', password: 'n\u0303'.repeat(11) })).body.errors).toMatchObject([
      { message: 'must be at least 12 characters long' },
    ]);
  });

  test('a login replaces a hash of the password as it was typed', async () => {
    const email = 'typed@example.com';
    await api.person(email);
    await api.app.get(Database).updateTable('people').set({ password_hash: HASH_AS_TYPED }).where('email', '=', email).execute();
    const typed = (form: 'NFC' | 'NFD') => login({ email, password: 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e'.normalize(form) });
    expect((await typed('NFC')).status).toBe(401);
    expect((await typed('NFD')).status).toBe(200);
    expect((await typed('NFC')).status).toBe(200);
    expect((await typed('NFD')).status).toBe(200);
  });

  test('the right password logs in; a wrong one and an unknown email get the same answer', async () => {
    await register({ email: 'login@example.com', password: 'correct horse battery' });
    expect((await login({ email: 'login@example.com', password: 'correct horse battery' })).status).toBe(200);
    const wrong = await login({ email: 'login@example.com', password: 'incorrect horse' });
    const unknown = await login({ email: 'nobody@example.com', password: 'incorrect horse' });
    expect(wrong).toMatchObject({ status: 401, body: { type: 'urn:expenses:problem:wrong-credentials' } });
    expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
  });

  test('a login with an unknown email hashes a password too, so it takes as long', async () => {
    const verify = vi.spyOn(api.app.get(Passwords), 'verify');
    await login({ email: 'nobody@example.com', password: 'incorrect horse' });
    expect(verify).toHaveBeenCalledExactlyOnceWith('incorrect horse', undefined);
    verify.mockRestore();
  });

  test('a missing or forged token is rejected', async () => {
    expect((await me()).status).toBe(401);
    expect((await me('made.up.token')).status).toBe(401);
  });

  /** Backdates the use of a refresh token. */
  const backdateUse = (refreshToken: string, seconds: number) =>
    api.app
      .get(Database)
      .updateTable('sessions')
      .set({ used_at: new Date(Date.now() - seconds * 1000) })
      .where('token_hash', '=', createHash('sha256').update(refreshToken).digest())
      .execute();

  test('reusing a refresh token after the grace period ends all sessions of that person only', async () => {
    const email = 'stolen@example.com';
    const first = await api.person(email);
    const { body: other } = await login({ email, password: 'correct horse battery' });
    const stranger = await api.person();
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect((await me(second.body.accessToken)).status).toBe(200);
    await backdateUse(first.refreshToken, 61);
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(401);
    expect((await refresh(stranger.refreshToken)).status).toBe(200);
  });

  test('a refresh whose answer was lost can be retried for a minute', async () => {
    const { refreshToken } = await api.person();
    await refresh(refreshToken);
    await refresh(refreshToken);
    const { status, body } = await refresh(refreshToken);
    expect(status).toBe(200);
    expect((await refresh(body.refreshToken)).status).toBe(200);
  });

  test('using an answer that was replaced by a retry ends all sessions', async () => {
    const { refreshToken } = await api.person();
    const { body: lost } = await refresh(refreshToken);
    const { body: repeated } = await refresh(refreshToken);
    const { body: next } = await refresh(repeated.refreshToken);
    expect((await refresh(lost.refreshToken)).status).toBe(401);
    expect((await refresh(next.refreshToken)).status).toBe(401);
  });

  test('an answer that was replaced by a retry is good for the rest of the minute, until its successor is used', async () => {
    const { refreshToken } = await api.person();
    const { body: lost } = await refresh(refreshToken);
    const { body: repeated } = await refresh(refreshToken);
    expect((await refresh(lost.refreshToken)).status).toBe(200);
    await backdateUse(repeated.refreshToken, 61);
    expect((await refresh(repeated.refreshToken)).status).toBe(401);
  });

  test.each(['-'.repeat(36), 'x', `${crypto.randomUUID()}`])('a made-up refresh token of the session %s is refused', async (family) => {
    expect((await refresh(`${family}.${'x'.repeat(43)}`)).status).toBe(401);
  });

  test('reusing a refresh token after its successor was used ends all sessions', async () => {
    const { refreshToken } = await api.person();
    const { body: second } = await refresh(refreshToken);
    const { body: third } = await refresh(second.refreshToken);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
  });

  const rowsOf = ({ user }: Session) =>
    api.app.get(Database).selectFrom('sessions').selectAll().where('person_id', '=', user.id).orderBy('created_at').execute();

  /** Makes all used refresh tokens of a person look as if they were used two hours earlier. */
  const ageUsed = ({ user }: Session) =>
    api.app
      .get(Database)
      .updateTable('sessions')
      .set({ used_at: new Date(Date.now() - 2 * 60 * 60 * 1000) })
      .where('person_id', '=', user.id)
      .where('used_at', 'is not', null)
      .execute();

  test('a refresh deletes tokens that were used an hour ago, except the first, which says when the session began', async () => {
    const first = await api.person();
    let { refreshToken } = first;
    for (let index = 0; index < 5; index++) ({ refreshToken } = (await refresh(refreshToken)).body);
    const [oldest] = await rowsOf(first);
    await ageUsed(first);
    await refresh(refreshToken);
    const rows = await rowsOf(first);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ id: oldest!.id });
    const { body } = await api.request('GET', '/v1/me/sessions', { token: first.accessToken });
    expect(body.items).toMatchObject([{ begunAt: oldest!.created_at.toISOString(), isThisOne: true }]);
  });

  test('a refresh deletes at most 100 tokens', async () => {
    const session = await api.person();
    const [{ family, person_id, expires_at }] = (await rowsOf(session)) as [SessionRow];
    const used = Array.from({ length: 250 }, (_, index) => ({
      family,
      person_id,
      expires_at,
      token_hash: Buffer.from(`${family} ${index}`),
    }));
    const database = api.app.get(Database);
    await database.insertInto('sessions').values(used).execute();
    await database
      .updateTable('sessions')
      .set({ used_at: new Date(0) })
      .where(
        'token_hash',
        'in',
        used.map(({ token_hash }) => token_hash),
      )
      .execute();
    const { body } = await refresh(session.refreshToken);
    expect(await rowsOf(session)).toHaveLength(152);
    await refresh(body.refreshToken);
    expect(await rowsOf(session)).toHaveLength(53);
  });

  test('reusing a token that was deleted since its use ends its session and no other', async () => {
    const email = 'forgotten@example.com';
    const first = await api.person(email);
    const { body: other } = await login({ email, password: 'correct horse battery' });
    const stranger = await api.person();
    const { body: second } = await refresh(first.refreshToken);
    const { body: third } = await refresh(second.refreshToken);
    await ageUsed(first);
    const { body: fourth } = await refresh(third.refreshToken);
    expect((await rowsOf(first)).map(({ token_hash }) => token_hash)).not.toContainEqual(sha256(second.refreshToken));
    expect(await refresh(second.refreshToken)).toMatchObject({ status: 401, body: { type: 'urn:expenses:problem:session-ended' } });
    expect((await refresh(fourth.refreshToken)).status).toBe(401);
    for (const { refreshToken } of [other, stranger]) expect((await refresh(refreshToken)).status).toBe(200);
  });

  test('a made-up token with the id of a session ends no other session', async () => {
    const email = 'made-up@example.com';
    const first = await api.person(email);
    const { body: other } = await login({ email, password: 'correct horse battery' });
    const [{ family }] = (await rowsOf(first)) as [SessionRow];
    expect((await refresh(`${family}.${'x'.repeat(43)}`)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  test('a token that was deleted since its use still logs its session out', async () => {
    const first = await api.person();
    const { body: second } = await refresh(first.refreshToken);
    const { body: third } = await refresh(second.refreshToken);
    await ageUsed(first);
    const { body: fourth } = await refresh(third.refreshToken);
    expect((await api.request('POST', '/v1/auth/logout', { body: { refreshToken: second.refreshToken } })).status).toBe(204);
    expect((await refresh(fourth.refreshToken)).status).toBe(401);
  });

  test('a refresh during a logout ends no other session', async () => {
    const email = 'both@example.com';
    const { refreshToken } = await api.person(email);
    const { body: other } = await login({ email, password: 'correct horse battery' });
    await Promise.all([api.request('POST', '/v1/auth/logout', { body: { refreshToken } }), refresh(refreshToken)]);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  test('a refresh token of the previous release, which does not name its session, can be refreshed', async () => {
    const session = await api.person();
    const [{ id }] = (await rowsOf(session)) as [SessionRow];
    const previous = 'pJ0oY8mHq3XfWb1sT6vKzR4nCdE7uLgA9iQxVtM2kBw';
    await api.app
      .get(Database)
      .updateTable('sessions')
      .set({ token_hash: sha256(previous) })
      .where('id', '=', id)
      .execute();
    expect((await refresh(previous)).status).toBe(200);
  });

  test('a login deletes expired sessions and no token of a session that lives', async () => {
    const email = 'longlived@example.com';
    const living = await api.person(email);
    const expired = (await login({ email, password: 'correct horse battery' })).body as Session;
    await refresh(living.refreshToken);
    const expire = (refreshToken: string) =>
      api.app
        .get(Database)
        .updateTable('sessions')
        .set({ expires_at: new Date(0) })
        .where('token_hash', '=', sha256(refreshToken))
        .execute();
    for (const { refreshToken } of [living, expired]) await expire(refreshToken);
    await login({ email, password: 'correct horse battery' });
    const hashes = (await rowsOf(living)).map(({ token_hash }) => token_hash);
    expect(hashes).toHaveLength(3);
    expect(hashes).toContainEqual(sha256(living.refreshToken));
  });

  test('two concurrent refreshes with one token leave one session', async () => {
    const { refreshToken } = await api.person();
    const both = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await api.request('GET', '/v1/me/sessions', { token: both[0].body.accessToken });
    expect(body.items).toHaveLength(1);
  });

  test('the database stores neither passwords nor tokens', async () => {
    const email = 'secret@example.com';
    const { body } = await register({ email, password: 'correct horse battery' });
    const database = api.app.get(Database);
    const person = await database.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirstOrThrow();
    const sessions = await database.selectFrom('sessions').selectAll().where('person_id', '=', person.id).execute();
    expect(person.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(sessions.map(({ token_hash }) => token_hash)).toEqual([createHash('sha256').update(body.refreshToken).digest()]);
  });

  test("an expired session can't be refreshed, and the next login deletes it", async () => {
    const email = 'expired@example.com';
    const { refreshToken } = await api.person(email);
    const database = api.app.get(Database);
    const { id } = await database.selectFrom('people').select('id').where('email', '=', email).executeTakeFirstOrThrow();
    await database
      .updateTable('sessions')
      .set({ expires_at: new Date(0) })
      .where('person_id', '=', id)
      .execute();
    expect((await refresh(refreshToken)).status).toBe(401);
    await login({ email, password: 'correct horse battery' });
    expect(await database.selectFrom('sessions').select('id').where('person_id', '=', id).execute()).toHaveLength(1);
  });

  test('a refresh token is invalid after logout', async () => {
    const { refreshToken } = await api.person();
    expect((await api.request('POST', '/v1/auth/logout', { body: { refreshToken } })).status).toBe(204);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});
