import { connect as connectSocket, createServer } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { asAppUser, asSuperuser, createTestDatabase } from '../../test/test-database.js';
import type { DatabaseConfiguration } from '../configuration/configuration.js';
import { AppRoleError } from './app-role-error.js';
import { connect, Database } from './database.js';
import { migrate } from './migrate.js';

function connected(configuration: DatabaseConfiguration): Database {
  const database = connect(configuration);
  onTestFinished(() => database.destroy());
  return database;
}

/** A migrated database, as its owner and as the app's user. */
async function migrated() {
  const configuration = await createTestDatabase();
  await migrate(configuration);
  return { configuration, owner: connected(configuration), app: connected(asAppUser(configuration)) };
}

const run = (database: Database, statement: string) => sql.raw(statement).execute(database);

/** Starts a proxy to PostgreSQL that records everything the client sends. */
async function recordingProxy(port: number) {
  let sent = '';
  const server = createServer((socket) => {
    const database = connectSocket(port, '127.0.0.1');
    for (const end of [socket, database]) end.on('error', () => undefined);
    socket.on('data', (data) => (sent += data.toString('latin1')));
    socket.pipe(database).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as { port: number }).port, sent: () => sent };
}

describe('the role that the API connects as', () => {
  test('can do everything that a request needs', async () => {
    const api = await TestApi.start();
    onTestFinished(() => api.stop());
    const { rows } = await sql<{ name: string }>`select current_user as name`.execute(api.app.get(Database));
    expect(rows[0]!.name).toMatch(/_app$/);
    const { accessToken: token } = await api.person();
    const { status, body } = await api.request('POST', '/v1/expenses', {
      token,
      body: { amount: 1250, currency: 'EUR', date: '2026-11-24' },
    });
    expect(status).toBe(201);
    expect((await api.request('PATCH', `/v1/expenses/${body.id}`, { token, body: { amount: 990 } })).status).toBe(200);
    expect((await api.request('DELETE', `/v1/expenses/${body.id}`, { token })).status).toBe(204);
  });

  test.each([
    ['alter a table', 'alter table transactions add column tax bigint', /must be owner of table transactions/],
    ['drop a table', 'drop table transactions', /must be owner of table transactions/],
    ['empty a table', 'truncate transactions', /permission denied for table transactions/],
    ['make a table', 'create table mine (id uuid)', /permission denied for schema public/],
    ['make a role', 'create role mine', /permission denied to create role/],
    ["read the migrator's record", 'select * from kysely_migration', /permission denied for table kysely_migration/],
    ["hold the migrator's lock", 'update kysely_migration_lock set is_locked = 1', /permission denied for table kysely_migration_lock/],
  ])("can't %s", async (_, statement, reason) => {
    const { app } = await migrated();
    await expect(run(app, statement)).rejects.toThrow(reason);
  });

  test('has access to tables that any later migration creates', async () => {
    const { owner, app } = await migrated();
    await run(owner, 'create table budgets (id bigserial primary key, amount bigint)');
    await run(app, 'insert into budgets (amount) values (1); update budgets set amount = 2; select * from budgets; delete from budgets');
  });

  test("can't read the migrator's record after the tables are recreated", async () => {
    const { configuration, owner, app } = await migrated();
    await run(owner, 'drop owned by current_user');
    await asSuperuser(`alter database ${configuration.DATABASE_NAME} owner to ${configuration.DATABASE_USER}`);
    await migrate(configuration);
    await run(app, 'select * from expenses');
    await expect(run(app, 'select * from kysely_migration')).rejects.toThrow(/permission denied/);
  });

  test('gets the newest password, and existing connections stay open', async () => {
    const { configuration, app } = await migrated();
    await run(app, 'select 1');
    const changed = { ...configuration, APP_DATABASE_PASSWORD: 'another' };
    await migrate(changed);
    await run(app, 'select 1');
    await run(connected(asAppUser(changed)), 'select 1');
    await expect(run(connected(asAppUser(configuration)), 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('may have any name', async () => {
    const configuration = { ...(await createTestDatabase()), APP_DATABASE_USER: `Robert"; drop table people; -- ${crypto.randomUUID()}` };
    await migrate(configuration);
    await migrate(configuration);
    await run(connected(asAppUser(configuration)), 'select * from people');
  });

  test('is created without sending its password to PostgreSQL, which may log statements', async () => {
    const configuration = await createTestDatabase();
    const { port, sent } = await recordingProxy(configuration.DATABASE_PORT);
    await migrate({ ...configuration, DATABASE_PORT: port });
    await migrate({ ...configuration, DATABASE_PORT: port });
    expect(sent().match(/password 'SCRAM-SHA-256\$4096:/g)).toHaveLength(2);
    expect(sent()).not.toContain('as generated');
  });

  test('is not created if the owner serves too', async () => {
    const configuration = await createTestDatabase();
    await migrate({ ...configuration, APP_DATABASE_USER: configuration.DATABASE_USER, APP_DATABASE_PASSWORD: 'not looked at' });
    const { rows } = await run(connected(configuration), `select from pg_roles where rolname = '${configuration.APP_DATABASE_USER}'`);
    expect(rows).toEqual([]);
  });

  test('is reported in a sentence if the owner may not create it, and the schema is migrated', async () => {
    const configuration = await createTestDatabase();
    await asSuperuser(`alter role ${configuration.DATABASE_USER} nocreaterole`);
    const migration = migrate(configuration);
    await expect(migration).rejects.toThrow(AppRoleError);
    await expect(migration).rejects.toThrow(/permission denied to create role: .*CREATEROLE[^]*Grant CREATEROLE to DATABASE_USER/);
    await run(connected(configuration), 'select * from expenses');
  });

  test.each([
    ['exists with more privileges', 'createrole', /it exists and has more privileges/],
    ['belongs to another user', '', /permission denied to alter role: .*ADMIN option/],
  ])('is rejected if it %s', async (_, attribute, reason) => {
    const configuration = await createTestDatabase();
    await asSuperuser(`create role ${configuration.APP_DATABASE_USER} ${attribute}`);
    await expect(migrate(configuration)).rejects.toThrow(reason);
  });
});
