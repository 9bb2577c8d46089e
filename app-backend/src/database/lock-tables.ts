import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';

const PAUSE_MS = 100;
const DEADLINE_MS = 20_000;
const LOCK_NOT_AVAILABLE = '55P03';

interface Options {
  mode?: 'access exclusive' | 'share row exclusive';
  /** How long requests may queue behind a migration that waits for a long transaction. */
  timeoutMs?: number;
}

/**
 * Locks tables for a migration until its transaction ends. It never waits while it holds a lock: requests lock the same tables in any
 * order, and PostgreSQL would end one of the two as a deadlock.
 */
export async function lockTables(
  database: Kysely<unknown>,
  [first, ...others]: [string, ...string[]],
  { mode = 'access exclusive', timeoutMs = 2_000 }: Options = {},
): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    await sql`savepoint unlocked`.execute(database);
    try {
      await sql`set local lock_timeout = ${sql.lit(timeoutMs)}`.execute(database);
      await sql`lock table ${sql.table(first)} in ${sql.raw(mode)} mode`.execute(database);
      for (const table of others) await sql`lock table ${sql.table(table)} in ${sql.raw(mode)} mode nowait`.execute(database);
      return;
    } catch (error) {
      const isTaken = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
      if (!isTaken || Date.now() > deadline) throw error;
      await sql`rollback to savepoint unlocked`.execute(database);
      await setTimeout(PAUSE_MS);
    }
  }
}
