import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { EmailService, tokenIn } from '../../test/email-service.js';
import { TestApi } from '../../test/test-api.js';
import type { Session } from './auth.schema.js';

const PASSWORD = 'correct horse battery';
const EXPIRED = { status: 410, body: { type: 'urn:expenses:problem:link-expired' } };

describe('a change of the email address', () => {
  let api: TestApi;
  let mail: EmailService;
  let email: string;
  let newEmail: string;
  let session: Session;
  beforeAll(async () => {
    mail = await EmailService.start();
    for (const [name, value] of Object.entries(mail.sdkEnvironment)) vi.stubEnv(name, value);
    api = await TestApi.start(mail.configuration());
  });
  beforeEach(async () => {
    email = `${crypto.randomUUID()}@example.com`;
    newEmail = `new.${email}`;
    session = await api.person(email);
  });
  afterAll(async () => {
    await api.stop();
    mail.stop();
    vi.unstubAllEnvs();
  });

  const post = (path: string, body: object, token?: string) => api.request('POST', path, { body, ...(token && { token }) });
  const change = (address = newEmail, password = PASSWORD, of = session) =>
    post('/v1/me/email', { email: address, password }, of.accessToken);
  const confirm = (token: string) => post('/v1/auth/confirm-email', { token });
  const login = async (address: string) => (await post('/v1/auth/login', { email: address, password: PASSWORD })).status;

  test('takes effect when the link that was sent to the new address is confirmed, and the old address gets a notice', async () => {
    expect(await change()).toMatchObject({ status: 204, body: undefined });
    const { subject, text } = await mail.next(newEmail);
    expect(subject).toBe('Confirm your email address for Expenses');
    expect(text).toMatch(/^https:\/\/expenses\.example\.com\/confirm-email#[\w-]{43}$/m);
    const notice = await mail.next(email);
    expect(notice.subject).toBe('Your Expenses account is about to change its email address');
    expect(notice.text).not.toMatch(/#|new\./);
    expect([await login(email), await login(newEmail)]).toEqual([200, 401]);
    expect((await confirm(tokenIn(text))).status).toBe(204);
    expect([await login(email), await login(newEmail)]).toEqual([401, 200]);
    expect((await api.request('GET', '/v1/me', { token: session.accessToken })).body.email).toBe(newEmail);
    expect(await confirm(tokenIn(text))).toMatchObject(EXPIRED);
  });

  test('requires the password and another address', async () => {
    expect(await change(newEmail, 'a guess')).toMatchObject({ status: 403, body: { errors: [{ path: 'password' }] } });
    expect(await change(email)).toMatchObject({ status: 400, body: { errors: [{ path: 'email', message: 'is your address already' }] } });
    expect(await change('nowhere')).toMatchObject({ status: 400, body: { errors: [{ path: 'email' }] } });
  });

  test('to a taken address gets the same answer, and only the owner of that address learns why nothing changes', async () => {
    const other = await api.person();
    expect(await change(other.user.email)).toMatchObject({ status: 204, body: undefined });
    const { subject, text } = await mail.next(other.user.email);
    expect(subject).toBe('This email address already has an Expenses account');
    expect(text).not.toContain('#');
    expect(await mail.next(email)).toMatchObject({ subject: 'Your Expenses account is about to change its email address' });
  });

  test('to an address that was taken since is refused', async () => {
    await change();
    const token = tokenIn((await mail.next(newEmail)).text);
    await api.person(newEmail);
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await confirm(token)).toMatchObject({ status: 409, body: { type: 'urn:expenses:problem:email-taken' } });
    expect((await api.request('GET', '/v1/me', { token: session.accessToken })).body.email).toBe(email);
  });

  test('is confirmed only by the newest link, and by none after a change of the password', async () => {
    await change();
    const first = tokenIn((await mail.next(newEmail)).text);
    await change(`other.${email}`);
    const second = tokenIn((await mail.next(`other.${email}`)).text);
    expect(await confirm(first)).toMatchObject(EXPIRED);
    const newPassword = 'staple battery horse';
    expect((await post('/v1/me/password', { currentPassword: PASSWORD, newPassword }, session.accessToken)).status).toBe(204);
    expect(await confirm(second)).toMatchObject(EXPIRED);
  });

  test('makes a link invalid that was sent to the old address', async () => {
    await post('/v1/auth/forgot-password', { email });
    const reset = tokenIn((await mail.next(email)).text);
    await change();
    expect((await confirm(tokenIn((await mail.next(newEmail)).text))).status).toBe(204);
    expect(await post('/v1/auth/reset-password', { token: reset, newPassword: 'staple battery horse' })).toMatchObject(EXPIRED);
  });

  test('is not confirmed by the link for a forgotten password', async () => {
    await post('/v1/auth/forgot-password', { email });
    expect(await confirm(tokenIn((await mail.next(email)).text))).toMatchObject(EXPIRED);
  });

  test('sends three messages an hour for an account', async () => {
    const statuses = [];
    for (let index = 0; index < 7; index++) statuses.push((await change(`${index}.${email}`)).status);
    expect(statuses).toContain(429);
  });
});

test('without a sender, the answer says that no link can be sent', async () => {
  const api = await TestApi.start();
  const { accessToken: token } = await api.person();
  const body = { email: 'new@example.com', password: PASSWORD };
  expect(await api.request('POST', '/v1/me/email', { token, body })).toMatchObject({
    status: 404,
    body: { type: 'urn:expenses:problem:no-mail' },
  });
  await api.stop();
});
