import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { AccountRow } from '../database/tables.js';
import type { AccountChange, AccountWithBalance, NewAccount } from './account.schema.js';

@Injectable()
export class AccountsRepository {
  constructor(private readonly database: Database) {}

  list(personId: string): Promise<AccountWithBalance[]> {
    return this.withBalances(personId).orderBy('sequence').execute();
  }

  find(personId: string, id: string): Promise<AccountWithBalance | undefined> {
    return this.withBalances(personId).where('id', '=', id).executeTakeFirst();
  }

  /** Of several ids, those that are this person's own. */
  own(personId: string, ids: string[]): Promise<AccountRow[]> {
    return this.database.selectFrom('accounts').selectAll().where('person_id', '=', personId).where('id', 'in', ids).execute();
  }

  /** Where an entry in this currency goes that names no account: the oldest that is in use. */
  first(personId: string, currency: string): Promise<AccountRow | undefined> {
    return this.database
      .selectFrom('accounts')
      .selectAll()
      .where('person_id', '=', personId)
      .where('currency', '=', currency)
      .where('archived', '=', false)
      .orderBy('sequence')
      .executeTakeFirst();
  }

  /** Nobody else changes it until the transaction under way ends. */
  async lock(personId: string, id: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('accounts')
      .select('id')
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Nothing comes back where the name is taken. */
  create(personId: string, { openingBalance, ...values }: NewAccount): Promise<{ id: string } | undefined> {
    return this.database
      .insertInto('accounts')
      .values({ ...values, opening_balance: openingBalance, person_id: personId })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
  }

  async change(personId: string, id: string, { openingBalance, ...values }: AccountChange): Promise<void> {
    const changed = { ...values, ...(openingBalance !== undefined && { opening_balance: openingBalance }) };
    if (Object.keys(changed).length === 0) return;
    await this.database.updateTable('accounts').set(changed).where('person_id', '=', personId).where('id', '=', id).execute();
  }

  async delete(personId: string, id: string): Promise<void> {
    await this.database.deleteFrom('accounts').where('person_id', '=', personId).where('id', '=', id).execute();
  }

  /** What came and went in the account's own currency counts as it is, all else at its rate: such an account is in the home currency. */
  private withBalances(personId: string) {
    return this.database
      .selectFrom('accounts')
      .selectAll()
      .select(
        sql<string>`opening_balance
          + coalesce((select sum(case kind when 'income' then 1 else -1 end * case when t.currency = accounts.currency then amount else round(amount * rate) end)
                      from transactions t where t.account_id = accounts.id), 0)
          + coalesce((select sum(to_amount) from transactions t where t.to_account_id = accounts.id), 0)`.as('balance'),
      )
      .where('person_id', '=', personId);
  }
}
