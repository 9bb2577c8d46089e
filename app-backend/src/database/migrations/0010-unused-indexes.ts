import { type Kysely, sql } from 'kysely';

/** PostgreSQL drops an index beside readers and writers only outside a transaction. A run that was stopped can be repeated. */
export const outsideTransaction = true;

export const releaseAfter = 'Releases from 0006 on search folded text and list by value instead.';

const INDEXES = ['transactions_by_amount', 'transactions_search'];

/** Drops what each write still kept for the releases before 0006. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const index of INDEXES) await sql`drop index concurrently if exists ${sql.id(index)}`.execute(database);
}
