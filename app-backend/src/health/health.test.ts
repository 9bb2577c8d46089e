import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../test/free-port.js';
import { TestApi } from '../../test/test-api.js';
import { Draining } from './draining.js';

describe('health', () => {
  test('with its database the API is alive and ready', async () => {
    const api = await TestApi.start();
    expect(await api.request('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await api.request('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', database: 'ok', cache: 'memory' },
    });
    await api.stop();
  });

  test('without its database the API is alive but not ready', async () => {
    const api = await TestApi.start({ DATABASE_PORT: await freePort() });
    expect((await api.request('GET', '/health/live')).status).toBe(200);
    expect(await api.request('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'unavailable', database: 'down' } });
    const { status, body, headers } = await api.request('POST', '/v1/auth/login', {
      body: { email: 'ada@example.com', password: 'correct horse battery' },
    });
    expect({ status, type: body.type, retryAfter: Number(headers['retry-after']) > 0 }).toEqual({
      status: 503,
      type: 'urn:expenses:problem:unavailable',
      retryAfter: true,
    });
    await api.stop();
  });

  test('an unknown refresh token, with which the site probes the database, is rejected only by the database', async () => {
    const api = await TestApi.start();
    const offline = await TestApi.start({ DATABASE_PORT: await freePort() });
    const refresh = async (target: TestApi) =>
      (await target.request('POST', '/v1/auth/refresh', { body: { refreshToken: 'unknown' } })).body.type;
    expect([await refresh(api), await refresh(offline)]).toEqual([
      'urn:expenses:problem:session-ended',
      'urn:expenses:problem:unavailable',
    ]);
    await Promise.all([api.stop(), offline.stop()]);
  });

  test('a request through the load balancer learns nothing about readiness and wakes no database', async () => {
    let connections = 0;
    const database = createServer(() => connections++);
    const port = await freePort();
    await new Promise<void>((resolve) => database.listen(port, '127.0.0.1', resolve));
    const api = await TestApi.start({ DATABASE_PORT: port });
    const unknown = await api.request('GET', '/health/nothing');
    const { status, body } = await api.request('GET', '/health/ready', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect({ status, type: body.type, title: body.title }).toEqual({ status: 404, type: unknown.body.type, title: unknown.body.title });
    await api.stop();
    await new Promise((resolve) => database.close(resolve));
    expect(connections).toBe(0);
  });

  test('liveness does not query the database', async () => {
    let connections = 0;
    const database = createServer(() => connections++);
    const port = await freePort();
    await new Promise<void>((resolve) => database.listen(port, '127.0.0.1', resolve));
    const api = await TestApi.start({ DATABASE_PORT: port });
    await api.request('GET', '/health/live');
    await api.stop();
    await new Promise((resolve) => database.close(resolve));
    expect(connections).toBe(0);
  });

  test('a draining process is not ready', async () => {
    const api = await TestApi.start();
    api.app.get(Draining).begin();
    expect(await api.request('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'draining' } });
    await api.stop();
  });
});
