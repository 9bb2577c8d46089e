import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { SecretsManager } from '../../test/secrets-manager.js';
import { asAppUser, asSuperuser, createTestDatabase } from '../../test/test-database.js';
import { asEnvironment, startApi, TestProcess } from '../../test/test-process.js';
import { connect } from './database.js';
import { migrate } from './migrate.js';

const WRITERS = 4;

/** Repeats a write concurrently until stopped; `between` runs something between two rounds. */
function writing(write: () => Promise<void>) {
  const turns: (() => Promise<void>)[] = [];
  let isOver = false;
  const ended = (async () => {
    while (!isOver) {
      await Promise.all(Array.from({ length: WRITERS }, write));
      await turns.shift()?.();
    }
  })();
  const between = (turn: () => Promise<void>) => new Promise<void>((resolve, reject) => turns.push(() => turn().then(resolve, reject)));
  const end = () => ((isOver = true), ended);
  return { between, end };
}

test('a password rotation during writes loses no write', async () => {
  const secrets = await SecretsManager.start();
  onTestFinished(() => secrets.stop());
  const { api, url, database, environment, stop } = await startApi({
    environment: { ...secrets.environment, DATABASE_SECRET_ARN: secrets.arn },
  });
  onTestFinished(stop);
  const { DATABASE_USER: username, DATABASE_PASSWORD: password } = environment;
  const next = 'the next one';
  secrets.hold({ username, password });

  const post = (path: string, body: object, token?: string) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
  const { accessToken } = (await (
    await post('/v1/auth/register', { email: 'ada@example.com', password: 'correct horse battery' })
  ).json()) as { accessToken: string };
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const writers = writing(async () => {
    const answer = await post('/v1/expenses', { amount: 1250, currency: 'EUR', date: '2026-11-24' }, accessToken);
    if (answer.status === 201) acknowledged.push(((await answer.json()) as { id: string }).id);
    else refused.push(await answer.text());
  });
  const moreWrites = (than = acknowledged.length) =>
    eventually('more writes are acknowledged', () => acknowledged.length > than + 2 * WRITERS || refused.length > 0);
  const connections = async () => (await sql`select from pg_stat_activity where usename = ${username}`.execute(database)).rows.length;

  await moreWrites();
  await asSuperuser(`alter role ${username} password '${next}'`);
  await moreWrites();
  expect(secrets.requests, 'existing connections stay open').toBe(0);
  await writers.between(async () => {
    expect(await connections()).toBeGreaterThan(0);
    await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${username}'`);
    await eventually('no connection is left', async () => (await connections()) === 0);
  });
  // The database has the new password and the secret still the old one, as while Secrets Manager tests it.
  await eventually('the API reads the secret', () => secrets.requests > 0);
  secrets.hold({ username, password: next });
  await moreWrites();
  await writers.end();

  expect(refused).toEqual([]);
  const { rows } = await sql<{ id: string }>`select id from expenses`.execute(database);
  expect(rows.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
  await eventually('the rotation is logged', () => api.output.includes('it has been rotated'));
  for (const secret of [password, next, 'made-up']) expect(api.output).not.toContain(secret);
});

test('a migration with an outdated password does not undo the rotation', async () => {
  const secrets = await SecretsManager.start();
  onTestFinished(() => secrets.stop());
  const configuration = await createTestDatabase();
  await migrate(configuration);
  const rotated = { ...configuration, APP_DATABASE_PASSWORD: 'the next one' };
  await migrate(rotated);
  secrets.hold({ username: rotated.APP_DATABASE_USER, password: rotated.APP_DATABASE_PASSWORD });

  const late = new TestProcess(
    { ...asEnvironment(configuration), ...secrets.environment, APP_DATABASE_SECRET_ARN: secrets.arn },
    'dist/main.js',
    'migrate',
  );
  expect(await late.exit, late.output).toBe(0);
  const database = connect(asAppUser(rotated));
  onTestFinished(() => database.destroy());
  await sql`select 1`.execute(database);
});
