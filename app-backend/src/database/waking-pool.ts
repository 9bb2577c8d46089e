import { setTimeout } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import type { DatabasePassword, Remedy } from './database-password.js';
import { DatabaseUnreachable } from './database-unreachable.js';

/** A paused Aurora takes up to 30 seconds to resume. */
export const WAKING_MS = 35_000;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;
const CANNOT_CONNECT_NOW = '57P03';
const INVALID_PASSWORD = '28P01';

/**
 * Retries connections while the database resumes or its password is being rotated. A resuming database delays, drops or refuses
 * connections, and a rotated one refuses the old password until the secret holds the new one; neither is an error.
 */
export class WakingPool implements PostgresPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly address: string,
    private readonly password: DatabasePassword,
    private readonly patienceMs: number,
  ) {
    // A connection that breaks while idle is replaced at the next query; an unhandled event would end the process.
    pool.on('error', () => undefined);
    // Likewise for one that breaks between two queries of a transaction: the next query fails.
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

/** Recognises errors of a resuming database. A host on which nothing listens does not recover by waiting. */
function isWaking(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  return code === CANNOT_CONNECT_NOW || code === 'ECONNRESET' || message.startsWith('Connection terminated unexpectedly');
}
