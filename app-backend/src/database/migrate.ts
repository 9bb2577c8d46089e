import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { MigrationConfiguration } from '../configuration/configuration.js';
import { ensureAppRole } from './app-role.js';
import { connect, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { SchemaDiverged } from './schema-diverged.js';
import type { Tables } from './tables.js';

/** Id of the advisory lock, the same in all releases: its holder migrates, the others wait. */
const LOCK = 7_236_001;
const LOCK_POLL_MS = 200;

/** Migrates the schema and the API role to this release. A newer schema is left alone: older releases run on it. */
export async function migrate(configuration: MigrationConfiguration): Promise<void> {
  // One connection holds the lock, the other runs everything else.
  const database = connect(configuration, { maxConnections: 2 });
  try {
    await database.connection().execute(async (session) => {
      await lock(session);
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

/** Polls: a statement that waits for the lock holds a snapshot, and an index that is built concurrently waits for all snapshots. */
async function lock(session: Kysely<Tables>): Promise<void> {
  const tryLock = () => sql<{ locked: boolean }>`select pg_try_advisory_lock(${LOCK}) as locked`.execute(session);
  while (!(await tryLock()).rows[0]!.locked) await setTimeout(LOCK_POLL_MS);
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
  for (const { last, outsideTransaction } of groups(missing)) {
    const { error, results = [] } = await migrator.migrateTo(last, { disableTransactions: outsideTransaction });
    for (const { migrationName, status } of results) console.log(`${migrationName}: ${status}`);
    if (error) throw error as Error;
  }
  if (missing.length === 0) console.log('The schema is up to date: nothing to do.');
}

/** Groups migrations: all that follow each other share a transaction, except those that run outside one. */
function groups(names: string[]): { last: string; outsideTransaction: boolean }[] {
  const isOutside = (name: string | undefined) => name !== undefined && (migrations[name]!.outsideTransaction ?? false);
  return names
    .map((last, index) => ({ last, outsideTransaction: isOutside(last), next: names[index + 1] }))
    .filter(({ outsideTransaction, next }) => outsideTransaction || next === undefined || isOutside(next));
}

/** Runs before Kysely's migrator, which reports an unknown name as corruption. */
async function appliedMigrations(database: Database): Promise<string[]> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(database);
  if (!rows[0]?.exists) return [];
  return (await sql<{ name: string }>`select name from kysely_migration`.execute(database)).rows.map((row) => row.name);
}
