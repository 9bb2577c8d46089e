import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';

const RETENTION_HOURS = 24;

@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /**
   * Claims a key; returns false if it is taken. Waits while another transaction of the same person has a key, even a different one:
   * two writes that both lock the person would deadlock.
   */
  async claim(personId: string, key: string, requestHash: Buffer): Promise<boolean> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`writes ${personId}`}, 0))`.execute(this.database);
    const row = await this.database
      .insertInto('idempotency_keys')
      .values({ person_id: personId, key, request_hash: requestHash })
      .onConflict((conflict) => conflict.columns(['person_id', 'key']).doNothing())
      .returning('key')
      .executeTakeFirst();
    return row !== undefined;
  }

  find(personId: string, key: string): Promise<{ request_hash: Buffer; answer: string | null }> {
    return this.database
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'answer'])
      .where('person_id', '=', personId)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
  }

  async storeAnswer(personId: string, key: string, answer: string | null): Promise<void> {
    await this.database.updateTable('idempotency_keys').set({ answer }).where('person_id', '=', personId).where('key', '=', key).execute();
  }

  /** Deletes expired keys at the person's next write, since no timer wakes the database. Skips those that another request deletes. */
  async deleteExpired(personId: string): Promise<void> {
    await this.database
      .deleteFrom('idempotency_keys')
      .where('person_id', '=', personId)
      .where('key', 'in', (keys) =>
        keys
          .selectFrom('idempotency_keys')
          .select('key')
          .where('person_id', '=', personId)
          .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${RETENTION_HOURS})`)
          .forUpdate()
          .skipLocked(),
      )
      .execute();
  }
}
