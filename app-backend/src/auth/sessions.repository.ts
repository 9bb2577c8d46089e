import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { Tables } from '../database/tables.js';

const REFRESH_TOKEN_DAYS = 30;

/** Refresh tokens: random, known to the database only as a hash, good for one use. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** A new login. What has expired goes with it: no timer wakes the database for that. */
  async begin(personId: string): Promise<string> {
    await this.database.deleteFrom('sessions').where('person_id', '=', personId).where('expires_at', '<', new Date()).execute();
    return issue(this.database, personId, randomUUID());
  }

  /**
   * Trades a refresh token for the next one. One that was used before has been stolen, or its thief was first:
   * then all that came from the same login ends.
   */
  async rotate(token: string): Promise<{ personId: string; token: string } | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const family = await lockFamily(transaction, token);
      if (!family) return undefined;
      const session = await transaction.selectFrom('sessions').selectAll().where('token_hash', '=', hash(token)).executeTakeFirst();
      if (!session || session.expires_at < new Date()) return undefined;
      if (session.used_at) {
        await transaction.deleteFrom('sessions').where('family', '=', family).execute();
        return undefined;
      }
      await transaction.updateTable('sessions').set({ used_at: new Date() }).where('id', '=', session.id).execute();
      return { personId: session.person_id, token: await issue(transaction, session.person_id, family) };
    });
  }

  async end(token: string): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      const family = await lockFamily(transaction, token);
      if (family) await transaction.deleteFrom('sessions').where('family', '=', family).execute();
    });
  }
}

/** One at a time: a session that is being made while its family ends would outlive it unseen. */
async function lockFamily(transaction: Kysely<Tables>, token: string): Promise<string | undefined> {
  const session = await transaction.selectFrom('sessions').select('family').where('token_hash', '=', hash(token)).executeTakeFirst();
  if (session) await sql`select pg_advisory_xact_lock(hashtextextended(${session.family}, 0))`.execute(transaction);
  return session?.family;
}

async function issue(database: Kysely<Tables>, personId: string, family: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expires = new Date(Date.now() + REFRESH_TOKEN_DAYS * 24 * 60 * 60 * 1000);
  await database.insertInto('sessions').values({ person_id: personId, family, token_hash: hash(token), expires_at: expires }).execute();
  return token;
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
