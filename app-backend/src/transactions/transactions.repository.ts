import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { NewTransactionRow, Tables, TransactionRow } from '../database/tables.js';
import { type Cursor, type Order, orders } from './cursor.js';
import type { KindSum } from './totals.schema.js';
import type { TransactionFilter } from './transaction-query.schema.js';

export type EntryValues = Omit<NewTransactionRow, 'id' | 'person_id' | 'created_at' | 'updated_at'>;

const COLUMNS = [
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

  /** Each row has the home currency of the person, which saves a query. */
  page(
    personId: string,
    filter: TransactionFilter,
    order: Order,
    after: Cursor | undefined,
    limit: number,
  ): Promise<(TransactionRow & { home_currency: string })[]> {
    const { column, direction } = orders[order];
    let rows = this.matching(personId, filter)
      .select(COLUMNS)
      .select((row) =>
        row.selectFrom('people').select('home_currency').where('people.id', '=', personId).$asScalar().$notNull().as('home_currency'),
      );
    if (after) {
      const comparison = sql.raw(direction === 'desc' ? '<' : '>');
      rows = rows.where(
        sql<boolean>`(${sql.ref(column)}, sequence) ${comparison}
          (${after.key}::${sql.raw(column === 'date' ? 'date' : 'bigint')}, ${after.sequence}::bigint)`,
      );
    }
    return this.database.prepared(rows.orderBy(column, direction).orderBy('sequence', direction).limit(limit));
  }

  all(personId: string): Promise<TransactionRow[]> {
    return this.database
      .selectFrom('transactions')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('date')
      .orderBy('sequence')
      .execute();
  }

  /** Sums all matching transactions, with a row per kind and currency. */
  sums(personId: string, filter: TransactionFilter, home: string): Promise<KindSum[]> {
    return this.matching(personId, filter)
      .select(['kind', 'currency'])
      .select([
        sql<number>`count(*)`.as('count'),
        sql<string>`sum(amount)`.as('amount'),
        sql<string | null>`sum(case when currency = ${home} then amount else round(amount * rate) end)`.as('home'),
        sql<number>`count(*) filter (where currency <> ${home} and rate is null)`.as('withoutRate'),
      ])
      .groupBy(['kind', 'currency'])
      .execute();
  }

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

  async create(personId: string, values: EntryValues): Promise<TransactionRow> {
    const [row] = await this.database.prepared(
      this.database
        .insertInto('transactions')
        .values({ ...values, person_id: personId })
        .returning(COLUMNS),
    );
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

  async changeAll(
    personId: string,
    ids: string[],
    values: Partial<EntryValues>,
    { add = [], remove = [] }: { add?: string[]; remove?: string[] },
  ): Promise<void> {
    await this.database
      .updateTable('transactions')
      .set({
        ...values,
        ...((add.length > 0 || remove.length > 0) && {
          tags: sql<string[]>`
            array(select tag from unnest(tags) tag where tag <> all(${remove}::text[]))
              || array(select tag from unnest(${add}::text[]) tag where tag <> all(tags))`,
        }),
        updated_at: new Date(),
      })
      .where('person_id', '=', personId)
      .where('id', 'in', ids)
      .execute();
  }

  async delete(personId: string, ids: string[]): Promise<void> {
    await this.database.deleteFrom('transactions').where('person_id', '=', personId).where('id', 'in', ids).execute();
  }

  /** Counts the use of each tag. */
  tags(personId: string): Promise<{ name: string; count: number }[]> {
    return this.database
      .selectFrom(sql<{ name: string }>`(select unnest(tags) as name from transactions where person_id = ${personId})`.as('tag'))
      .select(['name', sql<number>`count(*)`.as('count')])
      .groupBy('name')
      .orderBy('count', 'desc')
      .orderBy('name')
      .execute();
  }

  private matching(personId: string, filter: TransactionFilter): SelectQueryBuilder<Tables, 'transactions', object> {
    let rows: SelectQueryBuilder<Tables, 'transactions', object> = this.database
      .selectFrom('transactions')
      .where('person_id', '=', personId);
    if (filter.from) rows = rows.where('date', '>=', filter.from);
    if (filter.to) rows = rows.where('date', '<=', filter.to);
    if (filter.kind) rows = rows.where('kind', '=', filter.kind);
    if (filter.accountId) rows = rows.where(sql<boolean>`${filter.accountId}::uuid in (account_id, to_account_id)`);
    if (filter.categoryId === 'none') rows = rows.where('category_id', 'is', null);
    else if (filter.categoryId)
      rows = rows.where(sql<boolean>`category_id in (select id from categories where ${filter.categoryId}::uuid in (id, parent_id))`);
    if (filter.tag) rows = rows.where(sql<boolean>`${filter.tag} = any(tags)`);
    if (filter.text) rows = rows.where(sql<boolean>`concat_ws(' ', payee, note) ilike ${substringPattern(filter.text)}`);
    if (filter.minAmount) rows = rows.where('amount', '>=', filter.minAmount);
    if (filter.maxAmount) rows = rows.where('amount', '<=', filter.maxAmount);
    return rows;
  }
}

/** Escapes the wildcards of LIKE. */
const substringPattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
