import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { EmailService, tokenIn } from '../../test/email-service.js';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { Session } from './auth.schema.js';

const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'staple battery horse';
const EXPIRED = { status: 410, body: { type: 'urn:expenses:problem:link-expired', detail: expect.stringMatching(/Ask for a new one\.$/) } };

describe('a forgotten password', () => {
  let api: TestApi;
  let mail: EmailService;
  let email: string;
  let session: Session;
  beforeAll(async () => {
    mail = await EmailService.start();
    for (const [name, value] of Object.entries(mail.sdkEnvironment)) vi.stubEnv(name, value);
    api = await TestApi.start(mail.configuration());
  });
  beforeEach(async () => {
    email = `${crypto.randomUUID()}@example.com`;
    session = await api.person(email);
  });
  afterAll(async () => {
    await api.stop();
    mail.stop();
    vi.unstubAllEnvs();
  });

  const post = (path: string, body: object, token?: string) => api.request('POST', path, { body, ...(token && { token }) });
  const forgot = (address = email, headers: Record<string, string> = {}) =>
    api.request('POST', '/v1/auth/forgot-password', { body: { email: address }, headers });
  const reset = (token: string, more = {}) => post('/v1/auth/reset-password', { token, newPassword: NEW_PASSWORD, ...more });
  const login = async (password: string) => (await post('/v1/auth/login', { email, password })).status;
  const refresh = async ({ refreshToken }: Session) => (await post('/v1/auth/refresh', { refreshToken })).status;
  const requestToken = async () => {
    await forgot();
    return tokenIn((await mail.next(email)).text);
  };

  test('is replaced with a link to the site, whose token is in the fragment', async () => {
    expect((await forgot(email.toUpperCase(), { host: 'evil.example.com' })).status).toBe(204);
    const { from, subject, text } = await mail.next(email);
    expect({ from, subject }).toEqual({ from: 'Expenses <expenses@example.com>', subject: 'Set a new password for Expenses' });
    expect(text).toMatch(/^https:\/\/expenses\.example\.com\/reset-password#[\w-]{43}$/m);
    expect(await reset(tokenIn(text))).toMatchObject({ status: 204, body: undefined });
    expect(await login(PASSWORD)).toBe(401);
    expect(await login(NEW_PASSWORD)).toBe(200);
    expect(await mail.next(email)).toMatchObject({ subject: 'Your Expenses password was changed' });
  });

  test('gets the same answer for an unknown address, before the address is looked up', async () => {
    const find = vi.spyOn(api.app.get(PeopleRepository), 'findByEmail');
    const lookup = Promise.withResolvers<undefined>();
    find.mockImplementation(() => lookup.promise);
    const [known, unknown] = [await forgot(), await forgot('unknown@example.com')];
    lookup.resolve(undefined);
    find.mockRestore();
    expect([known.status, known.body]).toEqual([204, undefined]);
    const stable = ({ status, body, headers }: typeof known) => ({ status, body, headers: Object.keys(headers).sort() });
    expect(stable(unknown)).toEqual(stable(known));
  });

  test('sends an unknown address no message', async () => {
    await forgot('unknown@example.com');
    await requestToken();
    expect(mail.messages.filter(({ to }) => to === 'unknown@example.com')).toEqual([]);
  });

  test('is replaced once: the token is used up, and a newer one replaces it', async () => {
    const first = await requestToken();
    const second = await requestToken();
    expect(await reset(first)).toMatchObject(EXPIRED);
    const both = (await Promise.all([reset(second), reset(second)])).map(({ status }) => status);
    expect(both.sort()).toEqual([204, 410]);
    expect(await reset(second)).toMatchObject(EXPIRED);
  });

  test('cannot be replaced with an expired, made-up or other kind of token', async () => {
    const token = await requestToken();
    const backdated = { expires_at: new Date(Date.now() - 1) };
    await api.app.get(Database).updateTable('mail_tokens').set(backdated).where('person_id', '=', session.user.id).execute();
    expect(await reset(token)).toMatchObject(EXPIRED);
    expect(await reset('made-up')).toMatchObject(EXPIRED);
    const address = `new.${email}`;
    await post('/v1/me/email', { email: address, password: PASSWORD }, session.accessToken);
    expect(await reset(tokenIn((await mail.next(address)).text))).toMatchObject(EXPIRED);
    expect(await login(PASSWORD)).toBe(200);
  });

  test('cannot be replaced with a link from before a change of the password', async () => {
    const token = await requestToken();
    const change = { currentPassword: PASSWORD, newPassword: 'horse staple battery' };
    expect((await post('/v1/me/password', change, session.accessToken)).status).toBe(204);
    expect(await reset(token)).toMatchObject(EXPIRED);
  });

  test('follows the rules for new passwords, and a refused one leaves the link valid', async () => {
    const token = await requestToken();
    expect(await reset(token, { newPassword: 'short' })).toMatchObject({ status: 400, body: { errors: [{ path: 'newPassword' }] } });
    expect(await reset(token, { newPassword: email })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('too easy to guess'), errors: [{ path: 'newPassword' }] },
    });
    expect((await reset(token)).status).toBe(204);
  });

  test('that is replaced ends all sessions and begins none, and revokes API tokens if wished', async () => {
    const script = async () => (await post('/v1/me/tokens', { name: 'Script', scopes: ['read'] }, session.accessToken)).body.token;
    const reads = async (token: string) => (await api.request('GET', '/v1/me', { token })).status;
    const token = await script();
    expect(await refresh(session)).toBe(200);
    await reset(await requestToken());
    expect(await refresh(session)).toBe(401);
    expect((await api.request('GET', '/v1/me', { token: session.accessToken })).status).toBe(401);
    expect(await reads(token)).toBe(200);
    await mail.next(email);
    await reset(await requestToken(), { newPassword: 'battery horse staple', revokeTokens: true });
    expect(await reads(token)).toBe(401);
  });

  test('is stored as a hash of its token', async () => {
    const token = await requestToken();
    const rows = await api.app.get(Database).selectFrom('mail_tokens').selectAll().execute();
    expect(JSON.stringify(rows.map((row) => ({ ...row, token_hash: row.token_hash.toString('latin1') })))).not.toContain(token);
  });

  test('sends three messages an hour for a client, and ten for all, to known and unknown addresses', async () => {
    const limited = await TestApi.start({ ...mail.configuration(), TRUSTED_PROXIES: 1 });
    const ask = (address: string, client: number) =>
      limited.request('POST', '/v1/auth/forgot-password', {
        body: { email: address },
        headers: { 'x-forwarded-for': `198.51.100.${client}` },
      });
    await limited.person('limited@example.com');
    for (const address of ['limited@example.com', 'unknown@example.com']) {
      // Twice the limit is exceeded even if an hour ends in between.
      const of = async (clients: number[]) =>
        (await Promise.all(clients.map((client) => ask(address, client)))).map(({ status }) => status);
      expect(await of(Array(7).fill(1)), address).toContain(429);
      expect(await of([2]), address).toEqual([204]);
      expect(await of(Array.from({ length: 21 }, (_, index) => 3 + index)), address).toContain(429);
    }
    await limited.stop();
    expect(mail.messages.filter(({ to }) => to === 'limited@example.com').length).toBeLessThanOrEqual(20);
  });

  test('counts as an attempt of its client', async () => {
    const limited = await TestApi.start({ ...mail.configuration(), AUTH_TRIES_PER_MINUTE: 3 });
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        limited.request('POST', '/v1/auth/reset-password', { body: { token: `${index}`, newPassword: NEW_PASSWORD } }),
      ),
    );
    expect(all.map(({ status }) => status)).toContain(429);
    await limited.stop();
  });
});

test('without a sender, the answer says that no link can be sent', async () => {
  const api = await TestApi.start();
  const answer = await api.request('POST', '/v1/auth/forgot-password', { body: { email: 'ada@example.com' } });
  expect(answer).toMatchObject({ status: 404, body: { type: 'urn:expenses:problem:no-mail', title: 'This service sends no email' } });
  await api.stop();
});
