import { type Kysely, sql } from 'kysely';

/** Builds indexes beside writers, outside a transaction. Can be repeated: an index whose build was stopped is built again. */
export async function createIndexes(database: Kysely<unknown>, indexes: Record<string, string>): Promise<void> {
  for (const [name, definition] of Object.entries(indexes)) {
    const { rows } = await sql`select from pg_index where indexrelid = to_regclass(${name}) and not indisvalid`.execute(database);
    if (rows.length > 0) await sql`drop index concurrently ${sql.id(name)}`.execute(database);
    await sql`create index concurrently if not exists ${sql.id(name)} on ${sql.raw(definition)}`.execute(database);
  }
}
