import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { AccountRow, TransactionRow } from '../database/tables.js';
import type { AccountChange, AccountWithBalance, NewAccount } from './account.schema.js';

const COLUMNS = [
  'id',
  'sequence',
  'person_id',
  'name',
  'kind',
  'currency',
  'opening_balance',
  'archived',
  'created_at',
] as const satisfies (keyof AccountRow)[];

@Injectable()
export class AccountsRepository {
  constructor(private readonly database: Database) {}

  list(personId: string, on?: string): Promise<AccountWithBalance[]> {
    return this.withBalances(personId, on).orderBy('sequence').execute();
  }

  find(personId: string, id: string, on?: string): Promise<AccountWithBalance | undefined> {
    return this.withBalances(personId, on).where('id', '=', id).executeTakeFirst();
  }

  /** Finds those of the given accounts that belong to this person. */
  findOwn(personId: string, ids: string[]): Promise<AccountRow[]> {
    const accounts = this.database.selectFrom('accounts').select(COLUMNS).where('person_id', '=', personId);
    return this.database.prepared(accounts.where((account) => account('id', '=', account.fn.any(sql<string[]>`${ids}::uuid[]`))));
  }

  /** Finds the default account for an entry in this currency: the oldest open one, which for income is cash only if there is no other. */
  async findDefault(personId: string, currency: string, kind: TransactionRow['kind']): Promise<AccountRow | undefined> {
    const open = this.database
      .selectFrom('accounts')
      .select(COLUMNS)
      .where('person_id', '=', personId)
      .where('currency', '=', currency)
      .where('archived', '=', false);
    const ordered = kind === 'income' ? open.orderBy((account) => account('kind', '=', 'cash')) : open;
    const [account] = await this.database.prepared(ordered.orderBy('sequence').limit(1));
    return account;
  }

  /** Locks the account until the current transaction ends; returns false if it does not exist. */
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

  /** Returns undefined if the name is taken. */
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

  /**
   * Selects accounts with balances, at the end of a day if there is one. Entries in a foreign currency count at their rate: only accounts
   * in the home currency have them.
   */
  private withBalances(personId: string, on?: string) {
    const change = sql`
      case kind when 'income' then 1 else -1 end * case when s.currency = accounts.currency then amount else converted end
    `;
    const kept = sql`
      select sum(case when incoming then received else ${change} end)
      from account_sums s where s.person_id = accounts.person_id and s.account_id = accounts.id
    `;
    // The sums of whole months, without the later days of the last one.
    const later = sql`
      select sum(case when to_account_id = accounts.id then to_amount else ${change} end)
      from (
        select kind, currency, amount, coalesce(round(amount * rate), 0) as converted, to_account_id, to_amount
        from transactions
        where person_id = ${personId} and date > ${on} and date < (date_trunc('month', ${on}::date::timestamp) + interval '1 month')::date
          and accounts.id in (account_id, to_account_id)
      ) s
    `;
    const balance =
      on === undefined
        ? sql<string>`opening_balance + coalesce((${kept}), 0)`
        : sql<string>`opening_balance + coalesce((${kept} and month <= ${on}), 0) - coalesce((${later}), 0)`;
    return this.database.selectFrom('accounts').selectAll().select(balance.as('balance')).where('person_id', '=', personId);
  }
}
