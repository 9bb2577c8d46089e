import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../database/database.js';
import type { Tables } from '../database/tables.js';

const REFRESH_TOKEN_DAYS = 30;

/** Refresh tokens: random, known to the database only as a hash, good for one use. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  begin(personId: string): Promise<string> {
    return this.issue(this.database, personId, randomUUID());
  }

  /**
   * Trades a refresh token for the next one. One that was used before has been stolen, or its thief was first:
   * then all that came from the same login ends.
   */
  async rotate(token: string): Promise<{ personId: string; token: string } | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const session = await transaction.selectFrom('sessions').selectAll().where('token_hash', '=', hash(token)).forUpdate().executeTakeFirst();
      if (!session || session.expires_at < new Date()) return undefined;
      if (session.used_at) {
        await transaction.deleteFrom('sessions').where('family', '=', session.family).execute();
        return undefined;
      }
      await transaction.updateTable('sessions').set({ used_at: new Date() }).where('id', '=', session.id).execute();
      return { personId: session.person_id, token: await this.issue(transaction, session.person_id, session.family) };
    });
  }

  async end(token: string): Promise<void> {
    await this.database
      .deleteFrom('sessions')
      .where('family', 'in', (sessions) => sessions.selectFrom('sessions').select('family').where('token_hash', '=', hash(token)))
      .execute();
  }

  private async issue(database: Kysely<Tables>, personId: string, family: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expires = new Date(Date.now() + REFRESH_TOKEN_DAYS * 24 * 60 * 60 * 1000);
    await database.insertInto('sessions').values({ person_id: personId, family, token_hash: hash(token), expires_at: expires }).execute();
    return token;
  }
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
