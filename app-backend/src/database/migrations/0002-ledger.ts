import { type Kysely, sql } from 'kysely';
import { lockTables } from '../lock-tables.js';

/**
 * Turns expenses into transactions: income, transfers between accounts, tags, a rate to the home currency. Adds subcategories.
 *
 * The table is renamed, and a view of the expenses takes its old name in the same step. If the table had kept its name, the previous
 * release would read an income as an expense; a second table would have to be kept in sync by both releases. The view needs neither:
 * PostgreSQL passes writes through, columns unknown to the writer have defaults, and a request that waits for the lock finds the view.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  // Sessions too: the next migration alters them in the same transaction.
  await lockTables(database, ['expenses', 'categories', 'people', 'sessions']);
  await makeHomeCurrency(database);
  await makeAccounts(database);
  await database.schema
    .alterTable('categories')
    .addColumn('parent_id', 'uuid', (column) => column.references('categories.id').onDelete('set null'))
    .addColumn('colour', 'text')
    .addColumn('icon', 'text')
    .execute();
  await database.schema.createIndex('categories_parent').on('categories').column('parent_id').execute();
  await makeTransactions(database);
  await countChanges(database);
}

async function makeHomeCurrency(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('people')
    .addColumn('home_currency', sql`char(3)`, (column) => column.notNull().defaultTo('EUR'))
    .addColumn('ledger_version', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`
    update people set home_currency = favourite.currency
    from (
      select distinct on (person_id) person_id, currency from expenses group by person_id, currency
      order by person_id, count(*) desc, currency
    ) as favourite
    where favourite.person_id = people.id
  `.execute(database);
}

async function makeAccounts(database: Kysely<unknown>): Promise<void> {
  await database.schema.createType('account_kind').asEnum(['cash', 'bank', 'card']).execute();
  await database.schema
    .createTable('accounts')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('sequence', 'bigint', (column) => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', sql`account_kind`, (column) => column.notNull())
    .addColumn('currency', sql`char(3)`, (column) => column.notNull())
    .addColumn('opening_balance', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('archived', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addUniqueConstraint('accounts_person_name', ['person_id', 'name'])
    .execute();
  await sql`insert into accounts (person_id, name, kind, currency) select id, 'Cash', 'cash', home_currency from people`.execute(database);
}

async function makeTransactions(database: Kysely<unknown>): Promise<void> {
  await database.schema.createType('transaction_kind').asEnum(['expense', 'income', 'transfer']).execute();
  await database.schema.alterTable('expenses').renameTo('transactions').execute();
  await database.schema
    .alterTable('transactions')
    .addColumn('kind', sql`transaction_kind`, (column) => column.notNull().defaultTo('expense'))
    .addColumn('account_id', 'uuid', (column) => column.references('accounts.id'))
    .addColumn('to_account_id', 'uuid', (column) => column.references('accounts.id'))
    .addColumn('to_amount', 'bigint')
    .addColumn('rate', 'numeric')
    .addColumn('tags', sql`text[]`, (column) => column.notNull().defaultTo(sql`'{}'`))
    .execute();
  await database.schema
    .alterTable('transactions')
    .addCheckConstraint(
      'a_transfer_has_two_ends',
      sql`
        case when kind = 'transfer' then account_id <> to_account_id and to_amount > 0 and rate is null
        else to_account_id is null and to_amount is null end is true
      `,
    )
    .execute();
  await database.schema
    .alterTable('transactions')
    .addCheckConstraint('a_rate_is_positive', sql`rate is null or rate > 0`)
    .execute();
  await database.schema.createIndex('transactions_account').on('transactions').column('account_id').execute();
  await database.schema.createIndex('transactions_to_account').on('transactions').column('to_account_id').execute();
  await sql`
    create view expenses as
      select id, sequence, person_id, category_id, amount, currency, date, payee, note, created_at, updated_at
      from transactions where kind = 'expense'
  `.execute(database);
}

/** Counts changes to transactions and categories, by any release, so that cached results can be tied to a version. */
async function countChanges(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function count_ledger_changes() returns trigger language plpgsql as $$
    begin
      update people set ledger_version = ledger_version + 1 where id in (select person_id from changed);
      return null;
    end $$
  `.execute(database);
  for (const table of ['transactions', 'categories']) {
    for (const [event, rows] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ] as const) {
      await sql`
        create trigger ${sql.id(`${table}_${event}`)} after ${sql.raw(event)} on ${sql.id(table)}
        referencing ${sql.raw(rows)} table as changed
        for each statement execute function count_ledger_changes()
      `.execute(database);
    }
  }
}
