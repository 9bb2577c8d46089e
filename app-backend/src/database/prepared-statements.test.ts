import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.js';
import { PeopleRepository } from '../people/people.repository.js';
import { NO_MATCHES } from '../transactions/selection.js';
import { TransactionListRepository } from '../transactions/transaction-list.repository.js';
import { TransactionsRepository } from '../transactions/transactions.repository.js';
import { connect, type Database } from './database.js';
import { migrate } from './migrate.js';

let database: Database;
let transactions: TransactionListRepository;
let personId: string;
beforeAll(async () => {
  const migrated = await createTestDatabase();
  await migrate(migrated);
  // Prepared statements belong to a connection.
  database = connect(migrated, { maxConnections: 1 });
  transactions = new TransactionListRepository(database);
  personId = (await new PeopleRepository(database).create({ email: 'ada@example.com', name: null, password_hash: '' }))!.id;
  await new TransactionsRepository(database).create(personId, { kind: 'expense', amount: 1250, currency: 'EUR', date: '2026-11-24' });
});
afterAll(() => database.destroy());

const list = (kind: 'expense' | 'income' = 'expense') =>
  transactions.page(personId, { filter: { kind }, matches: NO_MATCHES }, 'newest', undefined, 51);

test('a prepared statement is parsed once and planned for the values of each execution', async () => {
  for (let count = 0; count < 10; count++) await list();
  await list('income');
  const { rows } = await sql`
    select generic_plans, custom_plans from pg_prepared_statements where statement like '%from "transactions"%kind =%'
  `.execute(database);
  expect(rows).toEqual([{ generic_plans: 0, custom_plans: 11 }]);
});

test('in a transaction, which finds rows by their keys, a prepared statement is soon planned for any values', async () => {
  const people = new PeopleRepository(database);
  for (let count = 0; count < 10; count++) await database.atomically(() => people.lockHomeCurrency(personId));
  const { rows } = await sql`
    select generic_plans, custom_plans from pg_prepared_statements where statement like '%from "people"%for key share'
  `.execute(database);
  expect(rows).toEqual([{ generic_plans: 5, custom_plans: 5 }]);
});

test('a prepared statement still works after a migration adds a column', async () => {
  const before = await list();
  await sql`alter table transactions add column weather text not null default 'fine'`.execute(database);
  expect(await list()).toEqual(before);
});

test('a prepared statement must list its columns', async () => {
  await expect(database.prepared(database.selectFrom('people').selectAll())).rejects.toThrow('must list its columns');
  await expect(database.prepared(database.selectFrom('people').selectAll('people'))).rejects.toThrow('must list its columns');
});
