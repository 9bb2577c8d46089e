import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import { QueryTemplate, type Slots } from '../database/query-template.js';

/** Keys are kept for a day. */
const EXPIRED = sql<Date>`now() - interval '24 hours'`;

type Lock = 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared';

interface Claim {
  personId: string;
  /** What the lock is on. */
  turn: string;
  key: string;
  requestHash: Buffer;
}

interface Answer {
  personId: string;
  key: string;
  answer: string | null;
}

@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  private readonly claims = new QueryTemplate(({ personId, turn, key, requestHash }: Slots<Claim>, lock: Lock) =>
    this.database
      // The row is inserted after the lock is taken, since it comes from there.
      .with(
        (cte) => cte('turn').materialized(),
        () => sql<object>`(select ${sql.raw(lock)}(hashtextextended(${turn}, 0)))`,
      )
      .insertInto('idempotency_keys')
      .columns(['person_id', 'key', 'request_hash'])
      .expression((database) =>
        database
          .selectFrom('turn')
          .select([sql`${personId}::uuid`.as('person_id'), sql`${key}`.as('key'), sql`${requestHash}::bytea`.as('request_hash')]),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['person_id', 'key'])
          .doUpdateSet({ request_hash: requestHash, answer: null, created_at: sql`now()` })
          .where('idempotency_keys.created_at', '<', EXPIRED),
      )
      .returning('key'),
  );

  private readonly answers = new QueryTemplate(({ personId, key, answer }: Slots<Answer>) =>
    this.database
      .with('expired', (database) =>
        database.deleteFrom('idempotency_keys').where(
          sql<boolean>`ctid = any(array(${database
            .selectFrom('idempotency_keys')
            .select(sql`ctid`.as('ctid'))
            .where('person_id', '=', personId)
            .where('created_at', '<', EXPIRED)
            .forUpdate()
            .skipLocked()}))`,
        ),
      )
      .updateTable('idempotency_keys')
      .set({ answer })
      .where('person_id', '=', personId)
      .where('key', '=', key),
  );

  /**
   * Claims a key that is new or expired; returns false if it is taken. Waits while another transaction of the same person has a key,
   * even a different one: two writes that both lock the person would deadlock. Concurrent ones only wait for the others.
   */
  async claim(personId: string, key: string, requestHash: Buffer, { isConcurrent = false } = {}): Promise<boolean> {
    const lock = isConcurrent ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    const claim = this.claims.fill({ personId, turn: `writes ${personId}`, key, requestHash }, lock);
    return (await this.database.prepared(claim)).length > 0;
  }

  find(personId: string, key: string): Promise<{ request_hash: Buffer; answer: string | null }> {
    return this.database
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'answer'])
      .where('person_id', '=', personId)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
  }

  /** Also deletes the person's expired keys, since no timer wakes the database. Skips those that another request deletes. */
  async storeAnswer(personId: string, key: string, answer: string | null): Promise<void> {
    await this.database.prepared(this.answers.fill({ personId, key, answer }));
  }
}
