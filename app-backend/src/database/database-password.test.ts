import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { DatabasePassword, type ReadSecret } from './database-password.js';
import { DatabaseUnreachable } from './database-unreachable.js';

/** Connects with a password from before a rotation. The secret returns what `answer` does; the right password is "hush". */
async function connectOutdated(answer: (username: string) => ReturnType<ReadSecret>, retryForMs?: number) {
  const configuration = await createTestDatabase();
  let reads = 0;
  const readSecret = () => {
    reads += 1;
    return answer(configuration.DATABASE_USER);
  };
  const database = connect(
    { ...configuration, DATABASE_PASSWORD: 'outdated' },
    { readSecret, ...(retryForMs !== undefined && { retryForMs }) },
  );
  onTestFinished(() => database.destroy());
  return { query: () => sql`select pg_sleep(0.1)`.execute(database), reads: () => reads };
}

test('concurrent connections with a refused password read the secret once and succeed, without any retry time', async () => {
  const refused = vi.spyOn(DatabasePassword.prototype, 'onRefused');
  onTestFinished(() => refused.mockRestore());
  const { query, reads } = await connectOutdated(async (username) => {
    await eventually('all connections are refused', () => refused.mock.calls.length === 10);
    return { username, password: 'hush' };
  }, 0);
  await Promise.all(Array.from({ length: 10 }, query));
  expect(reads()).toBe(1);
});

test('a secret that lags behind the database is retried', async () => {
  const passwords = ['outdated', 'hush'];
  const { query, reads } = await connectOutdated(async (username) => ({ username, password: passwords.shift()! }));
  await Promise.all(Array.from({ length: 10 }, query));
  expect(reads()).toBe(2);
});

test.each([
  [
    'holds the same password for too long',
    async (username: string) => ({ username, password: 'outdated' }),
    /password authentication failed .*; the secret \(DATABASE_SECRET_ARN\) holds the same password$/,
  ],
  [
    "can't be read",
    async () => Promise.reject(new Error("can't be read: access denied")),
    /password authentication failed .*; the secret \(DATABASE_SECRET_ARN\) can't be read: access denied$/,
  ],
  [
    'holds another username',
    async () => ({ username: 'another', password: 'hush' }),
    /password authentication failed .*; the secret \(DATABASE_SECRET_ARN\) holds a username other than DATABASE_USER$/,
  ],
])('the error for a secret that %s names it and quotes no password', async (_, answer, sentence) => {
  const { query, reads } = await connectOutdated(answer, 500);
  const failures = await Promise.allSettled(Array.from({ length: 5 }, query));
  for (const { reason } of failures as PromiseRejectedResult[]) {
    expect(reason).toBeInstanceOf(DatabaseUnreachable);
    expect(reason.message).toMatch(sentence);
    expect(reason.message).not.toMatch(/outdated|hush/);
  }
  expect(reads()).toBe(1);
});
