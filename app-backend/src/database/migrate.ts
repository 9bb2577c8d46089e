import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { MigrationConfiguration } from '../configuration/configuration.js';
import { ensureAppRole } from './app-role.js';
import { connect, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { SchemaDiverged } from './schema-diverged.js';

/** Id of the advisory lock, the same in all releases: its holder migrates, the others wait. */
const LOCK = 7_236_001;

/** Migrates the schema and the API role to this release. A newer schema is left alone: older releases run on it. */
export async function migrate(configuration: MigrationConfiguration): Promise<void> {
  // One connection holds the lock, the other runs everything else.
  const database = connect(configuration, { maxConnections: 2 });
  try {
    await database.connection().execute(async (session) => {
      await sql`select pg_advisory_lock(${LOCK})`.execute(session);
      try {
        await migrateToLatest(database);
        await ensureAppRole(database, configuration);
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

/** Runs before Kysely's migrator, which reports an unknown name as corruption. */
async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(database);
  if (!rows[0]?.exists) return [];
  return (await sql<{ name: string }>`select name from kysely_migration`.execute(database)).rows.map((row) => row.name);
}
