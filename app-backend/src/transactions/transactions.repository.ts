import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import { QueryTemplate, type Slots } from '../database/query-template.js';
import type { NewTransactionRow, TransactionRow } from '../database/tables.js';
export type EntryValues = Omit<NewTransactionRow, 'id' | 'person_id' | 'created_at' | 'updated_at'>;

export const COLUMNS = [
  'id',
  'sequence',
  'person_id',
  'kind',
  'category_id',
  'account_id',
  'to_account_id',
  'amount',
  'currency',
  'to_amount',
  'rate',
  'date',
  'payee',
  'note',
  'tags',
  'created_at',
  'updated_at',
] as const satisfies (keyof TransactionRow)[];

@Injectable()
export class TransactionsRepository {
  constructor(private readonly database: Database) {}

  find(personId: string, id: string): Promise<TransactionRow | undefined> {
    return this.database.selectFrom('transactions').selectAll().where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
  }

  /** Locks transactions until the current transaction ends, ordered by id so that two requests do not deadlock. */
  lock(personId: string, ids: string[]): Promise<TransactionRow[]> {
    return this.database
      .selectFrom('transactions')
      .selectAll()
      .where('person_id', '=', personId)
      .where('id', 'in', ids)
      .orderBy('id')
      .forUpdate()
      .execute();
  }

  private readonly creations = new QueryTemplate((values: Slots<EntryValues & { person_id: string }>) =>
    this.database.insertInto('transactions').values(values).returning(COLUMNS),
  );

  async create(personId: string, values: EntryValues): Promise<TransactionRow> {
    const [row] = await this.database.prepared(this.creations.fill({ ...values, person_id: personId }));
    return row!;
  }

  change(personId: string, id: string, values: Partial<EntryValues>): Promise<TransactionRow> {
    return this.database
      .updateTable('transactions')
      .set({ ...values, updated_at: new Date() })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Returns the tags that each transaction has then. */
  changeAll(
    personId: string,
    ids: string[],
    values: Partial<EntryValues>,
    { add = [], remove = [] }: { add?: string[]; remove?: string[] },
  ): Promise<Pick<TransactionRow, 'id' | 'tags'>[]> {
    return this.database
      .updateTable('transactions')
      .set({
        ...values,
        ...((add.length > 0 || remove.length > 0) && {
          tags: sql<string[]>`
            array(
              select tag from (
                select distinct on (tag_key(tag)) tag, is_new, position from (
                  select tag, false as is_new, position from unnest(tags) with ordinality old (tag, position)
                  where tag_key(tag) <> all(array(select tag_key(removed) from unnest(${remove}::text[]) removed))
                  union all
                  select tag, true, position from unnest(${add}::text[]) with ordinality added (tag, position)
                ) every_tag order by tag_key(tag), is_new, position
              ) each_once order by is_new, position
            )`,
        }),
        updated_at: new Date(),
      })
      .where('person_id', '=', personId)
      .where('id', 'in', ids)
      .returning(['id', 'tags'])
      .execute();
  }

  async delete(personId: string, ids: string[]): Promise<void> {
    await this.database.deleteFrom('transactions').where('person_id', '=', personId).where('id', 'in', ids).execute();
  }
}
