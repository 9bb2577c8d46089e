import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import { Database } from '../database/database.js';
import type { MailTokensTable } from '../database/tables.js';

export const MAIL_TOKEN_MINUTES = 30;

type Purpose = MailTokensTable['purpose'];
type MailTokenRow = Selectable<MailTokensTable>;

/** Stores the tokens of links in messages: random, hashed and good for one use. A person has at most one for each purpose. */
@Injectable()
export class MailTokensRepository {
  constructor(private readonly database: Database) {}

  /** Returns a token, which replaces the person's former one. */
  async issue(personId: string, purpose: Purpose, newEmail: string | null = null): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const values = {
      token_hash: hash(token),
      new_email: newEmail,
      expires_at: new Date(Date.now() + MAIL_TOKEN_MINUTES * 60 * 1000),
    };
    await this.database
      .insertInto('mail_tokens')
      .values({ person_id: personId, purpose, ...values })
      .onConflict((conflict) => conflict.columns(['person_id', 'purpose']).doUpdateSet(values))
      .execute();
    return token;
  }

  find(token: string, purpose: Purpose): Promise<MailTokenRow | undefined> {
    return this.database
      .selectFrom('mail_tokens')
      .selectAll()
      .where('token_hash', '=', hash(token))
      .where('purpose', '=', purpose)
      .where('expires_at', '>', new Date())
      .executeTakeFirst();
  }

  /** Returns what a token is for, and uses it up. */
  take(token: string, purpose: Purpose): Promise<MailTokenRow | undefined> {
    return this.database
      .deleteFrom('mail_tokens')
      .where('token_hash', '=', hash(token))
      .where('purpose', '=', purpose)
      .where('expires_at', '>', new Date())
      .returningAll()
      .executeTakeFirst();
  }

  /** Makes all links invalid that a person was sent. */
  async deleteAll(personId: string): Promise<void> {
    await this.database.deleteFrom('mail_tokens').where('person_id', '=', personId).execute();
  }
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
