import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { PersonRow } from '../database/tables.js';

const REFRESH_TOKEN_DAYS = 30;

/** The time in which a client retries a refresh whose answer was lost. */
const RETRY_SECONDS = 60;

/** Used tokens are stored for longer than a retry takes. Afterwards a token's own text tells which session it belonged to. */
const KEEP_USED_SECONDS = 60 * 60;

/** Bounds the work of one login or refresh; the next one continues. */
const MAX_DELETED = 100;

/** One login, represented by its newest refresh token. */
export interface OpenSession {
  id: string;
  begun_at: Date;
  refreshed_at: Date;
  expires_at: Date;
  user_agent: string | null;
}

export interface RefreshToken {
  personId: string;
  /** Identifies all tokens of one login. */
  family: string;
  token: string;
}

/** Stores refresh tokens: random, hashed and good for one use. A token starts with its family. At most one token per login is unused. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Starts a session and deletes the person's expired ones, since no timer wakes the database for that.
   * Returns undefined if the password changed since it was checked.
   */
  begin({ id, password_hash }: Pick<PersonRow, 'id' | 'password_hash'>, userAgent: string | null): Promise<RefreshToken | undefined> {
    return this.database.atomically(async () => {
      await this.lock(id);
      const person = await this.database
        .selectFrom('people')
        .select('id')
        .where('id', '=', id)
        .where('password_hash', '=', password_hash)
        .executeTakeFirst();
      if (!person) return undefined;
      await this.deleteExpired(id);
      return this.issue(id, randomUUID(), userAgent);
    });
  }

  /**
   * Exchanges a refresh token for the next one. A reused token was stolen, or the thief used it first: all sessions of the person end.
   * The exception is a retry whose first answer was lost: within a minute, and until a successor is used, the token is good for another.
   * The lost token becomes void. It counts as used when the retried one was: for the rest of that minute it is good for a retry as well,
   * and counts as stolen afterwards.
   */
  rotate(token: string): Promise<RefreshToken | undefined> {
    return this.database.atomically(async () => {
      const personId = await this.lockPerson(token);
      if (!personId) return undefined;
      const session = await this.database.selectFrom('sessions').selectAll().where('token_hash', '=', hash(token)).executeTakeFirst();
      if (!session) {
        // The token was used and deleted, or it is made up by someone who knows the session's id. So only that session ends.
        const family = familyOf(token);
        if (family) await this.endOne(personId, family);
        return undefined;
      }
      if (session.expires_at < new Date()) return undefined;
      const { family, user_agent, used_at: usedAt } = session;
      if (usedAt && !(await this.isRetry(family, usedAt))) {
        await this.endAll(personId);
        return undefined;
      }
      await this.database
        .updateTable('sessions')
        .set({ used_at: usedAt ?? new Date() })
        .where('family', '=', family)
        .where('used_at', 'is', null)
        .execute();
      await this.deleteUsed(family);
      return this.issue(personId, family, user_agent);
    });
  }

  end(token: string): Promise<void> {
    return this.database.atomically(async () => {
      const personId = await this.lockPerson(token);
      if (!personId) return;
      const session = await this.database.selectFrom('sessions').select('family').where('token_hash', '=', hash(token)).executeTakeFirst();
      const family = session?.family ?? familyOf(token);
      if (family) await this.database.deleteFrom('sessions').where('family', '=', family).execute();
    });
  }

  /** Whether a session can still be refreshed. */
  async isOpen(personId: string, family: string | undefined): Promise<boolean> {
    if (!family) return false;
    const session = await this.database
      .selectFrom('sessions')
      .select('id')
      .where('family', '=', family)
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date())
      .executeTakeFirst();
    return session !== undefined;
  }

  /** Lists the sessions that can still be refreshed, most recently used first. */
  listOpen(personId: string): Promise<OpenSession[]> {
    return this.database
      .selectFrom('sessions as now')
      .select(['family as id', 'created_at as refreshed_at', 'expires_at', 'user_agent'])
      .select((now) =>
        now
          .selectFrom('sessions as first')
          .select((first) => first.fn.min('created_at').as('begun_at'))
          .whereRef('first.family', '=', 'now.family')
          .$asScalar()
          .$notNull()
          .as('begun_at'),
      )
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date())
      .orderBy('created_at', 'desc')
      .execute();
  }

  /** Ends one session; returns false if it does not exist. */
  endOne(personId: string, family: string): Promise<boolean> {
    return this.database.atomically(async () => {
      await this.lock(personId);
      const { numDeletedRows } = await this.database
        .deleteFrom('sessions')
        .where('person_id', '=', personId)
        .where('family', '=', family)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    });
  }

  /** @param exceptFamily a session that continues. */
  endAll(personId: string, exceptFamily?: string): Promise<void> {
    return this.database.atomically(async () => {
      await this.lock(personId);
      let sessions = this.database.deleteFrom('sessions').where('person_id', '=', personId);
      if (exceptFamily) sessions = sessions.where('family', '<>', exceptFamily);
      await sessions.execute();
    });
  }

  /** Distinguishes a retry from theft: it comes soon after the first use, and no later token of the family has been used. */
  private async isRetry(family: string, usedAt: Date): Promise<boolean> {
    if (usedAt.getTime() < Date.now() - RETRY_SECONDS * 1000) return false;
    const used = await this.database
      .selectFrom('sessions')
      .select('id')
      .where('family', '=', family)
      .where('used_at', '>', usedAt)
      .executeTakeFirst();
    return !used;
  }

  /** Deletes tokens of sessions that have no token left. */
  private async deleteExpired(personId: string): Promise<void> {
    const now = new Date();
    const expired = this.database
      .selectFrom('sessions as expired')
      .select('id')
      .where('person_id', '=', personId)
      .where('expires_at', '<', now)
      .where((expired) =>
        expired.not(
          expired.exists(
            expired
              .selectFrom('sessions as living')
              .select('id')
              .whereRef('living.family', '=', 'expired.family')
              .where('expires_at', '>', now),
          ),
        ),
      )
      .limit(MAX_DELETED);
    await this.database.deleteFrom('sessions').where('id', 'in', expired).execute();
  }

  /** Deletes used tokens of a session. The first one stays, since it says when the session began. */
  private async deleteUsed(family: string): Promise<void> {
    const used = this.database
      .selectFrom('sessions')
      .select('id')
      .where('family', '=', family)
      .where('used_at', '<', new Date(Date.now() - KEEP_USED_SECONDS * 1000))
      .where('created_at', '>', (used) =>
        used
          .selectFrom('sessions as first')
          .select((first) => first.fn.min('created_at').as('begun_at'))
          .where('family', '=', family),
      )
      .limit(MAX_DELETED);
    await this.database.deleteFrom('sessions').where('id', 'in', used).execute();
  }

  private async lockPerson(token: string): Promise<string | undefined> {
    const family = familyOf(token);
    const session = await this.database
      .selectFrom('sessions')
      .select('person_id')
      .where((session) =>
        session.or([session('token_hash', '=', hash(token)), ...(family === undefined ? [] : [session('family', '=', family)])]),
      )
      .limit(1)
      .executeTakeFirst();
    if (session) await this.lock(session.person_id);
    return session?.person_id;
  }

  /** Serialises a person's session changes: a session refreshed while it ends would survive unnoticed. */
  private async lock(personId: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sessions ${personId}`}, 0))`.execute(this.database);
  }

  private async issue(personId: string, family: string, userAgent: string | null): Promise<RefreshToken> {
    const token = `${family}.${randomBytes(32).toString('base64url')}`;
    const expires = new Date(Date.now() + REFRESH_TOKEN_DAYS * 24 * 60 * 60 * 1000);
    await this.database
      .insertInto('sessions')
      .values({ person_id: personId, family, token_hash: hash(token), expires_at: expires, user_agent: userAgent })
      .execute();
    return { personId, family, token };
  }
}

/** Returns undefined for what is no token, and for tokens of releases that did not name the family. */
export const familyOf = (token: string): string | undefined =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/.exec(token)?.[1];

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
