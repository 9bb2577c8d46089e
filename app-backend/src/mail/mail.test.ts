import { expect, onTestFinished, test, vi } from 'vitest';
import { EmailService, tokenIn } from '../../test/email-service.js';
import { eventually } from '../../test/eventually.js';
import { startApi } from '../../test/test-process.js';
import { TestApi } from '../../test/test-api.js';

async function startMail(): Promise<EmailService> {
  const mail = await EmailService.start();
  onTestFinished(() => mail.stop());
  return mail;
}

test('a message that was asked for before a shutdown is sent', async () => {
  const mail = await startMail();
  for (const [name, value] of Object.entries(mail.sdkEnvironment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const api = await TestApi.start(mail.configuration());
  await api.person('ada@example.com');
  await api.request('POST', '/v1/auth/forgot-password', { body: { email: 'ada@example.com' } });
  await api.stop();
  expect(mail.messages).toMatchObject([{ to: 'ada@example.com' }]);
});

test('the built API sends messages, and logs those that are refused without the token and the address', async () => {
  const mail = await startMail();
  const { api, url, stop } = await startApi({ environment: { ...mail.sdkEnvironment, ...mail.configuration() } });
  onTestFinished(stop);
  const post = (path: string, body: object) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const email = 'ada@example.com';
  await post('/v1/auth/register', { email, password: 'correct horse battery' });
  expect((await post('/v1/auth/forgot-password', { email })).status).toBe(204);
  const { text } = await mail.next(email);
  mail.refuse('Sending is paused for this account.');
  expect((await post('/v1/auth/forgot-password', { email })).status).toBe(204);
  await eventually('the failure is logged', () => api.output.includes('A message was not sent'));
  expect(api.output).toContain('Sending is paused for this account.');
  for (const secret of [email, tokenIn(text), 'reset-password#']) expect(api.output).not.toContain(secret);
});
