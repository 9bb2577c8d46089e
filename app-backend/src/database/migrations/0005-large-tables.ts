import { type Kysely, sql } from 'kysely';
import { createIndexes } from '../create-indexes.js';

const INDEXES = {
  transactions_by_amount: 'transactions (person_id, amount, sequence)',
  // The text is what concat_ws(' ', payee, note) returns; that function cannot be indexed. Without fastupdate, no write has to empty a
  // pending list, and no read has to scan it.
  transactions_search: `
    transactions using gin (person_id, tags, (coalesce(payee || ' ' || note, payee, note, '')) gin_trgm_ops) with (fastupdate = off)
  `,
  // Each write deletes the person's expired keys.
  idempotency_keys_by_age: 'idempotency_keys (person_id, created_at)',
};

/** Not in a transaction, as PostgreSQL builds an index beside writers only outside one. A run that was stopped can be repeated. */
export const outsideTransaction = true;

/** Adds earlier transactions to the kept sums, and indexes for lists by amount, tag and text, and for expired keys. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const extension of ['btree_gin', 'pg_trgm']) await sql`create extension if not exists ${sql.id(extension)}`.execute(database);
  await createIndexes(database, INDEXES);
  // A deleted person has sums if their rows were subtracted before they were added.
  const { rows: people } = await sql<{ id: string }>`
    select id from people
    union select person_id from account_sums union select person_id from month_sums union select person_id from tag_sums
  `.execute(database);
  for (const { id } of people) await sql`select fill_sums(${id})`.execute(database);
  for (const table of ['transactions', 'account_sums', 'month_sums', 'tag_sums']) await sql`analyze ${sql.id(table)}`.execute(database);
}
