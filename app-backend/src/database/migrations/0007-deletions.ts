import { type Kysely, sql } from 'kysely';
import { createIndexes } from '../create-indexes.js';

const INDEXES = {
  deletions_by_age: 'deletions (person_id, deleted_at)',
  transactions_by_entry: 'transactions (person_id, sequence)',
};

/** Not in a transaction, as PostgreSQL builds an index beside writers only outside one. A run that was stopped can be repeated. */
export const outsideTransaction = true;

/** Keeps what a person deletes, so that it can be restored, and indexes transactions by the time of entry. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists deletions (
      person_id uuid not null references people on delete cascade,
      kind text not null,
      key text not null,
      content jsonb not null,
      deleted_at timestamptz not null default now(),
      primary key (person_id, kind, key)
    )
  `.execute(database);
  await createIndexes(database, INDEXES);
}
