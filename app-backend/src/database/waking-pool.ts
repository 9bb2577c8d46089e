import { setTimeout } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import type { DatabasePassword, Remedy } from './database-password.js';
import { DatabaseUnreachable } from './database-unreachable.js';

/** A paused Aurora takes up to half a minute to wake. */
export const WAKING_MS = 35_000;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;
const CANNOT_CONNECT_NOW = '57P03';
const INVALID_PASSWORD = '28P01';

/**
 * Connections to a database that may be asleep, or whose password is being rotated.
 * While it wakes it holds, drops or refuses them, until the new password is told it refuses the old one, and none of that is an error.
 */
export class WakingPool implements PostgresPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly address: string,
    private readonly password: DatabasePassword,
    private readonly patienceMs: number,
  ) {
    // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
    pool.on('error', () => undefined);
    // The same of one that breaks in a transaction, between two queries: the next one fails.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  get options(): object {
    return this.pool.options;
  }

  async connect(): Promise<pg.PoolClient> {
    const deadline = Date.now() + this.patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const password = this.password.current;
      try {
        return await this.pool.connect();
      } catch (error) {
        const { again, finding } = await this.remedy(error, password);
        if (again === 'at once') continue;
        if (again === 'never' || Date.now() + pause > deadline) throw new DatabaseUnreachable(this.address, error, finding);
      }
      await setTimeout(pause);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  private async remedy(error: unknown, password: string): Promise<Remedy> {
    if ((error as { code?: string }).code === INVALID_PASSWORD) return this.password.refused(password);
    return { again: isWaking(error) ? 'later' : 'never' };
  }
}

/** A host that nobody listens on will not get better by waiting. */
function isWaking(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  return code === CANNOT_CONNECT_NOW || code === 'ECONNRESET' || message.startsWith('Connection terminated unexpectedly');
}
