import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { MigrationConfiguration } from '../configuration/configuration.js';
import { makeAppRole } from './app-role.js';
import { connect, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { SchemaDiverged } from './schema-diverged.js';

/** Any number, as long as every release takes the same: who holds it migrates, all others wait. */
const LOCK = 7_236_001;

/** Brings the schema to where this release needs it, and the role that the API connects as. A schema that is ahead is left alone: an older release runs on it. */
export async function migrate(configuration: MigrationConfiguration): Promise<void> {
  // Two connections: one holds the lock, all else runs on the other.
  const database = connect(configuration, { maxConnections: 2 });
  try {
    await database.connection().execute(async (session) => {
      await sql`select pg_advisory_lock(${LOCK})`.execute(session);
      try {
        await migrateToLatest(database);
        await makeAppRole(database, configuration);
      } finally {
        await sql`select pg_advisory_unlock(${LOCK})`.execute(session);
      }
    });
  } finally {
    await database.destroy();
  }
}

async function migrateToLatest(database: Database): Promise<void> {
  const applied = await appliedMigrations(database);
  const unknown = applied.filter((name) => !(name in migrations));
  const missing = Object.keys(migrations).filter((name) => !applied.includes(name));
  if (unknown.length > 0) {
    if (missing.length > 0) throw new SchemaDiverged(unknown, missing);
    console.log(`The schema is ahead of this release (${unknown.join(', ')}): nothing to do.`);
    return;
  }

  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const { migrationName, status } of results) console.log(`${migrationName}: ${status}`);
  if (error) throw error as Error;
  if (results.length === 0) console.log('The schema is up to date: nothing to do.');
}

/** Asked before Kysely's migrator is, which takes a name that it does not know for a corruption. */
async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(database);
  if (!rows[0]?.exists) return [];
  return (await sql<{ name: string }>`select name from kysely_migration`.execute(database)).rows.map((row) => row.name);
}
