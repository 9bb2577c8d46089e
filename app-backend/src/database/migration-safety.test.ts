import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findBreakingChanges } from '../../test/expansion.js';
import { createTestDatabase } from '../../test/test-database.js';
import { startApi, TestProcess } from '../../test/test-process.js';
import { type ExpandingMigration, migrations } from './migrations/index.js';

const FIRST = Object.keys(migrations)[0];

/** Inserts one row into each table of the first release. */
const FIRST_RELEASE_ROWS = `
  with person as (insert into people (email, password_hash) values ('ada@example.com', '') returning id),
    session as (insert into sessions (family, person_id, token_hash, expires_at) select gen_random_uuid(), id, '', now() from person),
    category as (insert into categories (person_id, name) select id, 'Books' from person returning id, person_id)
  insert into expenses (person_id, category_id, amount, currency, date) select person_id, id, 1250, 'EUR', '2026-11-24' from category
`;

/** The statements that a migration executed, and its failure. */
interface Executed {
  statements: string[];
  /** The error that PostgreSQL raised. */
  failure: string | undefined;
}

let kysely: Kysely<unknown>;
let statements: string[] = [];
beforeAll(async () => {
  const {
    DATABASE_HOST: host,
    DATABASE_PORT: port,
    DATABASE_NAME: database,
    DATABASE_USER: user,
    DATABASE_PASSWORD: password,
  } = await createTestDatabase();
  kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ host, port, database, user, password }) }),
    log: ({ level, query }) => {
      if (level === 'query') statements.push(query.sql);
    },
  });
});
afterAll(() => kysely.destroy());

/** Runs a migration on a real database. */
async function execute(database: Kysely<unknown>, migration: ExpandingMigration): Promise<Executed> {
  statements = [];
  const failure = await migration.up(database).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { statements, failure };
}

async function findings(name: string, migration: ExpandingMigration, { statements, failure }: Executed): Promise<string[]> {
  if (failure) return [`${name}: it fails where there are rows: ${failure}`];
  if (migration.releaseAfter?.trim()) return [];
  return (await findBreakingChanges(statements)).map((finding) => `${name}: ${finding}`);
}

/** Checks a hypothetical next release with one migration, then rolls it back. */
async function findingsOf(statement: string, releaseAfter?: string): Promise<string[]> {
  const migration: ExpandingMigration = {
    up: async (database) => void (await sql.raw(statement).execute(database)),
    ...(releaseAfter !== undefined && { releaseAfter }),
  };
  const transaction = await kysely.startTransaction().execute();
  const executed = await execute(transaction, migration);
  await transaction.rollback().execute();
  return findings('9999-tomorrow', migration, executed);
}

describe('migrations only expand', () => {
  beforeAll(async () => {
    for (const [name, migration] of Object.entries(migrations)) {
      const executed = migration.outsideTransaction
        ? await execute(kysely, migration)
        : await kysely.transaction().execute((transaction) => execute(transaction, migration));
      found.push(...(await findings(name, migration, executed)));
      // Later migrations find rows, as in production.
      if (name === FIRST) await sql.raw(FIRST_RELEASE_ROWS).execute(kysely);
    }
  });
  const found: string[] = [];

  test("this release's migrations do not break the previous release", () => {
    expect(found).toEqual([]);
  });

  test.each([
    'drop table sessions',
    'alter table transactions drop column note',
    'alter table transactions rename column payee to shop',
    'alter table transactions rename to bookings',
    'alter table transactions rename to bookings; create view old_bookings as select * from bookings',
    'alter table transactions alter column note type varchar(10)',
    'alter table transactions alter column payee set not null',
    'alter table transactions add column tax bigint not null',
    'alter table transactions add column tax bigint not null default null',
    'alter table transactions add column tax bigint default 0 check (tax > 0)',
    'alter table transactions add column receipt text unique',
    'create table if not exists transactions (id uuid); alter table transactions drop column note',
    'create schema other; create table other.transactions (id uuid); alter table public.transactions drop column note',
    'with gone as (delete from sessions returning 1) select * from gone',
    'alter table transactions add constraint small check (amount < 1000000)',
    'alter table transactions add column tax bigint; alter table transactions add constraint small check (tax < transactions.amount)',
    'alter table transactions add column tax bigint; alter table transactions add constraint positive check (tax > 0) not valid',
    'alter table transactions add column tax bigint not null default 0; alter table transactions add constraint positive check (tax > 0)',
    'create unique index one_a_day on transactions (person_id, date)',
    'truncate sessions',
    'delete from sessions',
    'drop index expenses_newest_first',
    'create or replace view expenses as select * from transactions',
    'alter function fold_text(text) strict',
    'alter function fold_text(text) stable',
    'create trigger t before insert on transactions for each row execute function suppress_redundant_updates_trigger()',
    'create trigger t after insert on transactions for each row execute function suppress_redundant_updates_trigger()',
  ])('"%s" is rejected and the migration is named', async (statement) => {
    expect(await findingsOf(statement)).toEqual([expect.stringMatching(/^9999-tomorrow: .+: /)]);
  });

  test.each([
    'alter table transactions add column receipt text',
    'alter table transactions add column receipt text, add column tax bigint not null default 0',
    'alter table transactions add column budget_id uuid references categories (id)',
    'alter table transactions add column tax bigint; alter table transactions add constraint positive check (tax > 0)',
    'create index by_payee on transactions (payee)',
    'analyze transactions',
    'alter function fold_text(text) called on null input',
    'alter index transactions_folded_search alter column 3 set statistics 200',
    'create extension if not exists pg_trgm',
    'create trigger t after insert on transactions for each statement execute function suppress_redundant_updates_trigger()',
    'create table budgets (id uuid primary key, limits bigint not null); ' +
      'create unique index one_limit on budgets (limits); alter table budgets rename limits to amount',
    "update transactions set note = '' where note is null",
    'alter table transactions rename to bookings; create view transactions as select * from bookings',
  ])('"%s" is accepted', async (statement) => {
    expect(await findingsOf(statement)).toEqual([]);
  });

  test('a migration may remove what no release uses any longer if it exports releaseAfter', async () => {
    expect(await findingsOf('drop table sessions', 'No release since 1.4 keeps sessions.')).toEqual([]);
    expect(await findingsOf('drop table sessions', ' ')).toHaveLength(1);
  });
});

test('this release and its migrations run on a newer schema', async () => {
  // As after a rollback: the schema is newer before the release migrates and starts.
  const { url, stop } = await startApi({
    prepare: async (database, environment) => {
      await sql`alter table transactions add column receipt text, add column tax bigint not null default 0`.execute(database);
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
  const { accessToken } = (await (
    await request('/v1/auth/register', { email: 'ada@example.com', password: 'correct horse battery' })
  ).json()) as { accessToken: string };
  expect((await request('/v1/expenses', { amount: 1250, currency: 'EUR', date: '2026-11-24' }, accessToken)).status).toBe(201);
  expect(await (await request('/v1/expenses', undefined, accessToken)).json()).toMatchObject({ items: [{ amount: 1250 }] });
});
