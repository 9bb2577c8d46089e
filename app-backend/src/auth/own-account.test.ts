import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';
import { AccessTokens } from './access-tokens.js';
import type { Session } from './auth.schema.js';
import { MailTokensRepository } from './mail-tokens.repository.js';
import { Passwords } from './passwords.js';

const PASSWORD = 'correct horse battery';

/** The tables with data of a person. */
const TABLES = [
  'sessions',
  'api_tokens',
  'mail_tokens',
  'idempotency_keys',
  'deletions',
  'categories',
  'accounts',
  'transactions',
] as const;

describe('the own account', () => {
  let api: TestApi;
  let email: string;
  let session: Session;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    email = `${crypto.randomUUID()}@example.com`;
    session = await api.person(email);
  });
  afterAll(() => api.stop());

  const as = ({ accessToken: token }: Session) => ({
    get: (path: string) => api.request('GET', path, { token }),
    post: (path: string, body: object) => api.request('POST', path, { token, body }),
    remove: (path: string) => api.request('DELETE', path, { token }),
  });
  const login = async (password = PASSWORD, headers = {}) => api.request('POST', '/v1/auth/login', { body: { email, password }, headers });
  const refresh = async ({ refreshToken }: Session) => (await api.request('POST', '/v1/auth/refresh', { body: { refreshToken } })).status;

  test('a password change replaces the password and ends all other sessions', async () => {
    const { body: other } = await login();
    expect((await as(session).post('/v1/me/password', { currentPassword: PASSWORD, newPassword: 'staple battery horse' })).status).toBe(
      204,
    );
    expect((await login()).status).toBe(401);
    expect((await login('staple battery horse')).status).toBe(200);
    expect(await refresh(other)).toBe(401);
    expect(await refresh(session)).toBe(200);
  });

  test('a login with the old password fails if the password changes meanwhile', async () => {
    const passwords = api.app.get(Passwords);
    const verify = passwords.verify.bind(passwords);
    const spy = vi.spyOn(passwords, 'verify').mockImplementationOnce(async (...args) => {
      const isCorrect = await verify(...args);
      expect((await as(session).post('/v1/me/password', { currentPassword: PASSWORD, newPassword: 'staple battery horse' })).status).toBe(
        204,
      );
      return isCorrect;
    });
    expect(await login()).toMatchObject({ status: 401, body: { type: 'urn:expenses:problem:wrong-credentials' } });
    spy.mockRestore();
    expect((await as(session).get('/v1/me/sessions')).body.items).toHaveLength(1);
  });

  test('changing the password requires the current one', async () => {
    const wrong = await as(session).post('/v1/me/password', { currentPassword: 'a guess', newPassword: 'staple battery horse' });
    expect(wrong).toMatchObject({
      status: 403,
      body: { type: 'urn:expenses:problem:wrong-password', errors: [{ path: 'currentPassword' }] },
    });
    expect(await as(session).post('/v1/me/password', { currentPassword: PASSWORD, newPassword: 'short' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'newPassword' }] },
    });
    expect((await login()).status).toBe(200);
  });

  test("a new password that is easy to guess is refused, such as one's own email", async () => {
    const changed = await as(session).post('/v1/me/password', { currentPassword: PASSWORD, newPassword: email.toUpperCase() });
    expect(changed).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^This password is too easy to guess: /), errors: [{ path: 'newPassword' }] },
    });
    expect((await login()).status).toBe(200);
  });

  test('open sessions are listed with their user agent, across refreshes', async () => {
    const { body: phone } = await login(PASSWORD, { 'user-agent': 'A phone' });
    await api.request('POST', '/v1/auth/refresh', { body: { refreshToken: phone.refreshToken } });
    const { items } = (await as(session).get('/v1/me/sessions')).body;
    expect(items).toMatchObject([{ isThisOne: false, userAgent: 'A phone' }, { isThisOne: true }]);
    expect(items[0].refreshedAt >= items[0].begunAt && items[0].expiresAt > items[0].refreshedAt).toBe(true);
  });

  test('a session can end one other session or all others', async () => {
    const others = [(await login()).body, (await login()).body, (await login()).body];
    const [last] = (await as(session).get('/v1/me/sessions')).body.items;
    expect((await as(session).remove(`/v1/me/sessions/${last.id}`)).status).toBe(204);
    expect((await as(session).remove(`/v1/me/sessions/${last.id}`)).status).toBe(404);
    expect(await refresh(others[2])).toBe(401);
    expect(await refresh(others[1])).toBe(200);
    expect((await as(session).remove('/v1/me/sessions')).status).toBe(204);
    expect(await refresh(others[0])).toBe(401);
    expect(await refresh(session)).toBe(200);
  });

  test('sessions of other people are not found', async () => {
    const [{ id }] = (await as(session).get('/v1/me/sessions')).body.items;
    const stranger = await api.person();
    expect((await as(stranger).remove(`/v1/me/sessions/${id}`)).status).toBe(404);
    await as(stranger).remove('/v1/me/sessions');
    expect(await refresh(session)).toBe(200);
  });

  const ACCOUNT_REQUESTS = [
    ['GET', '/v1/me'],
    ['PATCH', '/v1/me', { name: 'Thief' }],
    ['GET', '/v1/me/export'],
    ['GET', '/v1/me/export/transactions.csv'],
    ['GET', '/v1/me/sessions'],
    ['DELETE', '/v1/me/sessions'],
    ['DELETE', `/v1/me/sessions/${crypto.randomUUID()}`],
    ['GET', '/v1/me/tokens'],
    ['POST', '/v1/me/tokens', { name: 'Thief', scopes: ['read'] }],
    ['DELETE', `/v1/me/tokens/${crypto.randomUUID()}`],
    ['POST', '/v1/me/password', { currentPassword: PASSWORD, newPassword: 'staple battery horse' }],
    ['POST', '/v1/me/email', { email: 'thief@example.com', password: PASSWORD }],
    ['POST', '/v1/me/delete', { password: PASSWORD }],
  ] as const;

  test('the requests with an ended session are all that the API offers below /v1/me', async () => {
    const { paths } = (await api.request('GET', '/openapi.json')).body as { paths: Record<string, object> };
    const offered = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/me'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const shape = (path: string) => path.replace(/[0-9a-f-]{36}/, '{id}');
    expect(ACCOUNT_REQUESTS.map(([method, path]) => `${method} ${shape(path)}`).sort()).toEqual(offered.sort());
  });

  async function expectRefusedBelowMe(token: string): Promise<void> {
    for (const [method, path, body] of ACCOUNT_REQUESTS)
      expect(await api.request(method, path, { token, body }), `${method} ${path}`).toMatchObject({
        status: 401,
        body: { type: 'urn:expenses:problem:session-ended' },
      });
    expect((await api.request('GET', '/v1/transactions', { token })).status).toBe(200);
  }

  test.each([
    ['a password change', () => as(session).post('/v1/me/password', { currentPassword: PASSWORD, newPassword: 'staple battery horse' })],
    ['the end of all other sessions', () => as(session).remove('/v1/me/sessions')],
    ['a logout', (other: Session) => api.request('POST', '/v1/auth/logout', { body: { refreshToken: other.refreshToken } })],
  ])('after %s, the access token of the ended session reads entries for its 15 minutes, but nothing below /v1/me', async (_, end) => {
    const other = (await login()).body as Session;
    expect((await as(other).get('/v1/me/sessions')).status).toBe(200);
    await end(other);
    await expectRefusedBelowMe(other.accessToken);
    const { items } = (await as(session).get('/v1/me/sessions')).body;
    expect(items).toMatchObject([{ isThisOne: true }]);
    expect((await as(session).get('/v1/me')).body).toMatchObject({ name: null });
  });

  test("an access token that names no session, or someone else's, is refused below /v1/me", async () => {
    const stranger = await api.person();
    const [{ id }] = (await as(stranger).get('/v1/me/sessions')).body.items;
    const tokens = api.app.get(AccessTokens);
    for (const sessionId of [id as string, undefined as unknown as string])
      await expectRefusedBelowMe(await tokens.issue(session.user.id, sessionId));
  });

  test('an access token works below /v1/me after its session was refreshed, and an API token needs no session', async () => {
    await refresh(session);
    expect((await as(session).get('/v1/me/sessions')).status).toBe(200);
    const { token } = (await as(session).post('/v1/me/tokens', { name: 'Script', scopes: ['read'] })).body;
    await api.request('POST', '/v1/auth/logout', { body: { refreshToken: session.refreshToken } });
    for (const path of ['/v1/me', '/v1/me/export']) expect((await api.request('GET', path, { token })).status).toBe(200);
  });

  test('a password change can revoke all API tokens', async () => {
    const tokens: string[] = [];
    for (const name of ['One', 'Two']) tokens.push((await as(session).post('/v1/me/tokens', { name, scopes: ['read'] })).body.token);
    const stranger = await api.person();
    const other = (await as(stranger).post('/v1/me/tokens', { name: 'One', scopes: ['read'] })).body.token;
    const change = (currentPassword: string, newPassword: string, more = {}) =>
      as(session).post('/v1/me/password', { currentPassword, newPassword, ...more });
    const reads = async () => {
      const all = [];
      for (const token of [...tokens, other]) all.push((await api.request('GET', '/v1/me', { token })).status);
      return all;
    };
    expect((await change(PASSWORD, 'staple battery horse')).status).toBe(204);
    expect(await reads()).toEqual([200, 200, 200]);
    expect((await change(PASSWORD, 'battery horse staple', { revokeTokens: true })).status).toBe(403);
    expect(await reads()).toEqual([200, 200, 200]);
    expect((await change('staple battery horse', 'battery horse staple', { revokeTokens: true })).status).toBe(204);
    expect(await reads()).toEqual([401, 401, 200]);
  });

  test('deleting the account deletes all its data and invalidates its tokens', async () => {
    const token = (await as(session).post('/v1/me/tokens', { name: 'Script', scopes: ['read'] })).body.token;
    await api.request('POST', '/v1/transactions', {
      token: session.accessToken,
      body: { kind: 'expense', amount: 1, currency: 'EUR', date: '2026-11-24', tags: ['trip'] },
      headers: { 'idempotency-key': 'one' },
    });
    await as(session).post('/v1/tags/remove', { tag: 'trip' });
    await api.app.get(MailTokensRepository).issue(session.user.id, 'password');
    expect((await as(session).post('/v1/me/delete', { password: 'a guess' })).status).toBe(403);
    expect((await as(session).post('/v1/me/delete', { password: PASSWORD })).status).toBe(204);

    const database = api.app.get(Database);
    for (const table of TABLES)
      expect(await database.selectFrom(table).select('person_id').where('person_id', '=', session.user.id).execute(), table).toEqual([]);
    expect((await login()).status).toBe(401);
    expect(await refresh(session)).toBe(401);
    expect((await api.request('GET', '/v1/me', { token })).status).toBe(401);
    for (const answer of [
      await as(session).get('/v1/me'),
      await as(session).get('/v1/summaries/2026-11'),
      await as(session).get('/v1/transactions'),
      await as(session).get('/v1/expenses'),
      await as(session).post('/v1/categories', { name: 'Books' }),
      await as(session).post('/v1/accounts', { name: 'Bank', kind: 'bank', currency: 'EUR' }),
      await as(session).post('/v1/transactions', { kind: 'expense', amount: 1, currency: 'EUR', date: '2026-11-24' }),
      await as(session).post('/v1/me/delete', { password: PASSWORD }),
    ])
      expect(answer).toMatchObject({ status: 401, body: { type: 'urn:expenses:problem:session-ended' } });
  });

  test('the home currency can change until a transaction has a rate', async () => {
    const change = (homeCurrency: string) => api.request('PATCH', '/v1/me', { token: session.accessToken, body: { homeCurrency } });
    const spend = (body: object) =>
      as(session).post('/v1/transactions', { kind: 'expense', amount: 1000, date: '2026-11-24', accountId: null, ...body });
    await spend({ currency: 'USD' });
    expect((await change('USD')).body).toMatchObject({ homeCurrency: 'USD' });
    expect((await as(session).get('/v1/transactions')).body.items).toMatchObject([{ homeAmount: 1000 }]);
    const { body } = await spend({ currency: 'EUR', rate: '1.08' });
    expect(await change('EUR')).toMatchObject({
      status: 409,
      body: { type: 'urn:expenses:problem:in-use', errors: [{ path: 'homeCurrency' }] },
    });
    expect((await change('USD')).status).toBe(200);
    await as(session).remove(`/v1/transactions/${body.id}`);
    expect((await change('EUR')).status).toBe(200);
  });

  test('a home currency can be chosen at registration, and the first account uses it', async () => {
    const { body } = await api.request('POST', '/v1/auth/register', {
      body: { email: `${crypto.randomUUID()}@example.com`, password: PASSWORD, homeCurrency: 'CHF' },
    });
    expect(body.user.homeCurrency).toBe('CHF');
    expect((await as(body).get('/v1/accounts')).body.items).toMatchObject([{ currency: 'CHF' }]);
  });

  test('the export holds all data but no secrets, and API tokens may read it', async () => {
    const { body: token } = await as(session).post('/v1/me/tokens', { name: 'Backup', scopes: ['read'] });
    await as(session).post('/v1/transactions', { kind: 'income', amount: 7, currency: 'EUR', date: '2026-11-24' });
    await as(session).post('/v1/expenses', { amount: 5, currency: 'EUR', date: '2026-01-01' });
    const { body } = await api.request('GET', '/v1/me/export', { token: token.token });
    expect(body).toMatchObject({
      person: session.user,
      accounts: [{ name: 'Cash', balance: 2 }],
      transactions: [{ amount: 5 }, { amount: 7 }],
      apiTokens: [{ name: 'Backup' }],
    });
    expect(body.categories.length).toBeGreaterThan(5);
    for (const secret of [token.token, 'argon2', session.refreshToken]) expect(JSON.stringify(body)).not.toContain(secret);
  });
});
