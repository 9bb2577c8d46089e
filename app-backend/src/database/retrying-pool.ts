import { setTimeout } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import type { DatabasePassword, RetryDecision } from './database-password.js';
import { DatabaseUnreachable } from './database-unreachable.js';

/** A paused Aurora takes up to 30 seconds to resume. */
export const RESUME_TIMEOUT_MS = 35_000;

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 3_000;
const CANNOT_CONNECT_NOW = '57P03';
const INVALID_PASSWORD = '28P01';

/**
 * Retries connections while the database resumes or its password is being rotated. A resuming database delays, drops or refuses
 * connections, and a rotated one refuses the old password until the secret holds the new one; neither is an error.
 */
export class RetryingPool implements PostgresPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly address: string,
    private readonly password: DatabasePassword,
    private readonly retryForMs: number,
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
    const deadline = Date.now() + this.retryForMs;
    for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, MAX_DELAY_MS)) {
      const password = this.password.current;
      try {
        return await this.pool.connect();
      } catch (error) {
        const { retry, finding } = await this.decideRetry(error, password);
        if (retry === 'now') continue;
        if (retry === 'never' || Date.now() + delay > deadline) throw new DatabaseUnreachable(this.address, error, finding);
      }
      await setTimeout(delay);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  private async decideRetry(error: unknown, password: string): Promise<RetryDecision> {
    if ((error as { code?: string }).code === INVALID_PASSWORD) return this.password.onRefused(password);
    return { retry: isResuming(error) ? 'later' : 'never' };
  }
}

/** Recognises errors of a resuming database. A host on which nothing listens does not recover by waiting. */
function isResuming(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  return code === CANNOT_CONNECT_NOW || code === 'ECONNRESET' || message.startsWith('Connection terminated unexpectedly');
}
