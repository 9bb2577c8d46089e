import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { ApiTokenRow } from '../database/tables.js';
import type { Scope } from './scopes.js';

@Injectable()
export class ApiTokensRepository {
  constructor(private readonly database: Database) {}

  list(personId: string): Promise<ApiTokenRow[]> {
    return this.database.selectFrom('api_tokens').selectAll().where('person_id', '=', personId).orderBy('created_at').execute();
  }

  /** Returns undefined if the name is taken. */
  create(
    personId: string,
    values: { name: string; scopes: Scope[]; token_hash: Buffer; expires_at: Date | null },
  ): Promise<ApiTokenRow | undefined> {
    return this.database
      .insertInto('api_tokens')
      .values({ ...values, person_id: personId })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doNothing())
      .returningAll()
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
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .where((token) => token.or([token('expires_at', 'is', null), token('expires_at', '>', sql<Date>`now()`)]))
      .executeTakeFirst();
  }

  async markUsed(id: string): Promise<void> {
    await this.database.updateTable('api_tokens').set({ last_used_at: new Date() }).where('id', '=', id).execute();
  }
}
