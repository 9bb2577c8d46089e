import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { takenAway } from '../../test/expansion.js';
import { createTestDatabase } from '../../test/test-database.js';
import { served, TestProcess } from '../../test/test-process.js';
import { type CarefulMigration, migrations } from './migrations/index.js';

/** Runs migrations on a real database, one after the other, and keeps what each has really executed. */
async function executed(all: Record<string, CarefulMigration>): Promise<[name: string, statements: string[]][]> {
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_NAME: database, DATABASE_USER: user, DATABASE_PASSWORD: password } = await createTestDatabase();
  let statements: string[] = [];
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ host, port, database, user, password }) }),
    log: ({ level, query }) => {
      if (level === 'query') statements.push(query.sql);
    },
  });
  const result: [string, string[]][] = [];
  for (const [name, { up }] of Object.entries(all)) {
    statements = [];
    await kysely.transaction().execute((transaction) => up(transaction));
    result.push([name, statements]);
  }
  await kysely.destroy();
  return result;
}

async function findings(all: Record<string, CarefulMigration>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, statements] of await executed(all)) {
    if (all[name]!.releaseAfter?.trim()) continue;
    found.push(...(await takenAway(statements)).map((finding) => `${name}: ${finding}`));
  }
  return found;
}

/** A release that comes after today's, with one migration of its own. */
const tomorrow = (statement: string, releaseAfter?: string): Record<string, CarefulMigration> => ({
  ...migrations,
  '9999-tomorrow': {
    up: async (database) => void (await sql.raw(statement).execute(database)),
    ...(releaseAfter !== undefined && { releaseAfter }),
  },
});

describe('migrations only expand', () => {
  test('those of this release take nothing away from the release before', async () => {
    expect(await findings(migrations)).toEqual([]);
  });

  test.each([
    'drop table sessions',
    'alter table expenses drop column note',
    'alter table expenses rename column payee to shop',
    'alter table expenses rename to spendings',
    'alter table expenses alter column note type varchar(10)',
    'alter table expenses alter column payee set not null',
    'alter table expenses add column tax bigint not null',
    'alter table expenses add column tax bigint not null default null',
    'alter table expenses add column tax bigint default 0 check (tax > 0)',
    'alter table expenses add column receipt text unique',
    'create table if not exists expenses (id uuid); alter table expenses drop column note',
    'create schema other; create table other.expenses (id uuid); alter table public.expenses drop column note',
    'with gone as (delete from sessions returning 1) select * from gone',
    'alter table expenses add constraint small check (amount < 100)',
    'create unique index one_a_day on expenses (person_id, date)',
    'truncate sessions',
    'delete from sessions',
    'drop index expenses_newest_first',
    'create trigger t before insert on expenses for each row execute function suppress_redundant_updates_trigger()',
  ])('"%s" is refused, and the migration is named', async (statement) => {
    expect(await findings(tomorrow(statement))).toEqual([expect.stringMatching(/^9999-tomorrow: .+: /)]);
  });

  test.each([
    'alter table expenses add column receipt text',
    'alter table expenses add column receipt text, add column tax bigint not null default 0',
    'alter table expenses add column budget_id uuid references categories (id)',
    'create index by_payee on expenses (payee)',
    'create table budgets (id uuid primary key, limits bigint not null); create unique index one_limit on budgets (limits); alter table budgets rename limits to amount',
    "update expenses set note = '' where note is null",
  ])('"%s" passes', async (statement) => {
    expect(await findings(tomorrow(statement))).toEqual([]);
  });

  test('what a release before has stopped using may go, when the file says so', async () => {
    expect(await findings(tomorrow('alter table expenses drop column note', 'No release since 1.4 reads or writes the note.'))).toEqual([]);
    expect(await findings(tomorrow('alter table expenses drop column note', ' '))).toHaveLength(1);
  });
});

test("today's release, its migration included, runs on tomorrow's schema", async () => {
  // As after a rollback: the schema is ahead before the release migrates and starts.
  const { url, stop } = await served({
    prepare: async (database, environment) => {
      await sql`alter table expenses add column receipt text, add column tax bigint not null default 0`.execute(database);
      await sql`create table budgets (id uuid primary key)`.execute(database);
      await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2030-01-01')`.execute(database);

      const migrate = new TestProcess(environment, 'dist/main.js', 'migrate');
      expect(await migrate.exit, migrate.output).toBe(0);
      expect(migrate.output).toContain('ahead of this release (9999-tomorrow)');
    },
  });
  onTestFinished(stop);

  const request = (path: string, body?: unknown, token?: string) =>
    fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  expect((await request('/health/ready')).status).toBe(200);
  const { accessToken } = (await (await request('/v1/auth/register', { email: 'ada@example.com', password: 'correct horse battery' })).json()) as { accessToken: string };
  expect((await request('/v1/expenses', { amount: 1250, currency: 'EUR', date: '2026-11-24' }, accessToken)).status).toBe(201);
  expect(await (await request('/v1/expenses', undefined, accessToken)).json()).toMatchObject({ items: [{ amount: 1250 }] });
});
