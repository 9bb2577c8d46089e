import { Injectable } from '@nestjs/common';
import { type Selectable, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { ApiTokensTable } from '../database/tables.js';
import type { Scope } from './scopes.js';

export const DEFAULT_TOKEN_DAYS = 90;
export const MAX_TOKEN_DAYS = 366;

/** The first releases also created tokens without an expiry: those expire as late as any token can. */
const EXPIRES_AT = sql<Date>`coalesce(expires_at, created_at + ${sql.lit(`${MAX_TOKEN_DAYS} days`)}::interval)`;

const COLUMNS = ['id', 'person_id', 'name', 'scopes', 'last_used_at', 'created_at'] as const;

export type ApiTokenRow = Pick<Selectable<ApiTokensTable>, (typeof COLUMNS)[number]> & { expires_at: Date };

@Injectable()
export class ApiTokensRepository {
  constructor(private readonly database: Database) {}

  list(personId: string): Promise<ApiTokenRow[]> {
    return this.database
      .selectFrom('api_tokens')
      .select([...COLUMNS, EXPIRES_AT.as('expires_at')])
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .execute();
  }

  /** Returns undefined if the name is taken. */
  create(
    personId: string,
    values: { name: string; scopes: Scope[]; token_hash: Buffer; expires_at: Date },
  ): Promise<ApiTokenRow | undefined> {
    return this.database
      .insertInto('api_tokens')
      .values({ ...values, person_id: personId })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doNothing())
      .returning([...COLUMNS, EXPIRES_AT.as('expires_at')])
      .executeTakeFirst();
  }

  async delete(personId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.database
      .deleteFrom('api_tokens')
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async deleteAll(personId: string): Promise<void> {
    await this.database.deleteFrom('api_tokens').where('person_id', '=', personId).execute();
  }

  findValid(tokenHash: Buffer): Promise<ApiTokenRow | undefined> {
    return this.database
      .selectFrom('api_tokens')
      .select([...COLUMNS, EXPIRES_AT.as('expires_at')])
      .where('token_hash', '=', tokenHash)
      .where(EXPIRES_AT, '>', sql<Date>`now()`)
      .executeTakeFirst();
  }

  async markUsed(id: string): Promise<void> {
    await this.database.updateTable('api_tokens').set({ last_used_at: new Date() }).where('id', '=', id).execute();
  }
}
