import { type Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { up as makeExpenses } from './migrations/0001-expenses.js';
import { up as makeLedger } from './migrations/0002-ledger.js';
import { up as makeAccess } from './migrations/0003-access.js';

/** Migrations know no tables. */
const asUnknown = (database: unknown) => database as Kysely<unknown>;

/** Creates the schema of the first release, and a person who spends in dollars. */
async function firstRelease() {
  const configuration = await createTestDatabase();
  const database = connect(configuration);
  onTestFinished(() => database.destroy());
  await makeExpenses(asUnknown(database));
  const person = (
    await sql<{ id: string }>`insert into people (email, password_hash) values ('ada@example.com', '') returning id`.execute(database)
  ).rows[0]!.id;
  // As the first release writes it.
  const spend = async (currency = 'USD', from: Kysely<any> = database) =>
    (
      await sql<{ id: string }>`
        insert into expenses (person_id, amount, currency, date) values (${person}, 1250, ${currency}, '2026-11-24') returning *
      `.execute(from)
    ).rows[0]!.id;
  return { configuration, database, person, spend };
}

/** Runs the pending migrations in one transaction, as `migrate` does. */
const migrateIn = (database: Kysely<any>) =>
  database.transaction().execute(async (transaction) => {
    await makeLedger(asUnknown(transaction));
    await makeAccess(asUnknown(transaction));
  });

test('writes, edits and deletions of the previous release survive the rename of the table', async () => {
  const { database, person, spend } = await firstRelease();
  const acknowledged = new Set<string>();
  const failures: unknown[] = [];
  let isOver = false;
  const writer = async () => {
    while (!isOver) {
      try {
        const [kept, gone] = [await spend(), await spend()];
        await sql`update expenses set amount = 990 where id = ${kept} returning *`.execute(database);
        await sql`delete from expenses where id = ${gone}`.execute(database);
        // Locks in the opposite order.
        await sql`
          with category as (insert into categories (person_id, name) values (${person}, ${kept}) returning id)
          update expenses set category_id = category.id from category where expenses.id = ${kept}
        `.execute(database);
        await sql`delete from categories where name = ${kept}`.execute(database);
        acknowledged.add(kept);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const signer = async () => {
    while (!isOver) {
      await sql`
        insert into sessions (person_id, family, token_hash, expires_at)
        values (${person}, gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), now())
      `
        .execute(database)
        .catch((error: unknown) => failures.push(error));
    }
  };
  const writers = Promise.all([writer(), writer(), writer(), writer(), signer()]);
  const more = (than = acknowledged.size) => eventually('more writes', () => acknowledged.size > than + 20 || failures.length > 0);
  await more();
  await migrateIn(database);
  await more();
  isOver = true;
  await writers;

  expect(failures.map((error) => (error as Error).message)).toEqual([]);
  const rows = await database.selectFrom('transactions').selectAll().execute();
  expect(new Set(rows.map(({ id }) => id))).toEqual(acknowledged);
  expect(rows.every(({ kind, amount }) => kind === 'expense' && amount === 990)).toBe(true);
});

test('each person gets an account in the currency they used most, and it becomes their home currency', async () => {
  const { database, person, spend } = await firstRelease();
  for (const currency of ['EUR', 'USD', 'USD']) await spend(currency);
  await sql`insert into people (email, password_hash) values ('new@example.com', '')`.execute(database);
  await migrateIn(database);
  const { rows } = await sql`
    select email, home_currency, accounts.name, accounts.currency
    from people join accounts on person_id = people.id order by email
    `.execute(database);
  expect(rows).toEqual([
    { email: 'ada@example.com', home_currency: 'USD', name: 'Cash', currency: 'USD' },
    { email: 'new@example.com', home_currency: 'EUR', name: 'Cash', currency: 'EUR' },
  ]);
  expect(await database.selectFrom('people').select('ledger_version').where('id', '=', person).executeTakeFirst()).toEqual({
    ledger_version: 0,
  });
});

test('the previous release does not see an income as an expense', async () => {
  const { database, person, spend } = await firstRelease();
  await migrateIn(database);
  const id = await spend();
  await database
    .insertInto('transactions')
    .values({ person_id: person, kind: 'income', amount: 5, currency: 'EUR', date: '2026-11-24' })
    .execute();
  expect((await sql`select id from expenses`.execute(database)).rows).toEqual([{ id }]);
});

test('the migration waits for a long transaction without blocking others for as long', async () => {
  const { database, spend } = await firstRelease();
  const done = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const reader = database.transaction().execute(async (transaction) => {
    await spend('EUR', transaction);
    begun.resolve();
    await done.promise;
  });
  await begun.promise;
  let isMigrated = false;
  const migration = migrateIn(database).then(() => (isMigrated = true));
  const waits = async () =>
    (await sql`select from pg_locks where not granted and mode = 'AccessExclusiveLock'`.execute(database)).rows.length > 0;
  await eventually('the migration waits', waits);
  await spend();
  expect(isMigrated).toBe(false);
  done.resolve();
  await Promise.all([reader, migration]);
  await spend();
});
