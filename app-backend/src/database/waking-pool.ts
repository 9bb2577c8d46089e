import { setTimeout } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { DatabaseUnreachable } from './database-unreachable.js';

/** A paused Aurora takes up to half a minute to wake. */
export const WAKING_MS = 35_000;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;
const CANNOT_CONNECT_NOW = '57P03';

/** Connections to a database that may be asleep: while it wakes it holds, drops or refuses them, and none of that is an error. */
export class WakingPool implements PostgresPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly address: string,
  ) {
    // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
    pool.on('error', () => undefined);
  }

  get options(): object {
    return this.pool.options;
  }

  async connect(): Promise<pg.PoolClient> {
    const deadline = Date.now() + WAKING_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.pool.connect();
      } catch (error) {
        if (!isWaking(error) || Date.now() + pause > deadline) throw new DatabaseUnreachable(this.address, error);
      }
      await setTimeout(pause);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

/** A host that nobody listens on, or a wrong password, will not get better by waiting. */
function isWaking(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  return code === CANNOT_CONNECT_NOW || code === 'ECONNRESET' || message.startsWith('Connection terminated unexpectedly');
}
