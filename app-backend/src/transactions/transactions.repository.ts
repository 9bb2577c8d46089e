import { Injectable } from '@nestjs/common';
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { NewTransactionRow, Tables, TransactionRow } from '../database/tables.js';
import { type Cursor, type Order, orders } from './cursor.js';
import { planTotals, type TotalsPlan } from './kept-totals.js';
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

/** Selects transactions or kept sums, as rows to add up. */
type Addends = SelectQueryBuilder<
  Tables,
  never,
  { kind: KindSum['kind']; currency: string; count: number; amount: string; converted: string | null; without_rate: number }
>;

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
    return this.database
      .selectFrom(this.addends(personId, filter).as('addend'))
      .select(['kind', 'currency'])
      .select([
        sql<number>`sum(count)::bigint`.as('count'),
        sql<string>`sum(amount)`.as('amount'),
        sql<string>`sum(case when currency = ${home} then amount else converted end)`.as('home'),
        sql<number>`coalesce(sum(without_rate) filter (where currency <> ${home}), 0)::bigint`.as('withoutRate'),
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
      .selectFrom('tag_sums')
      .select(['tag as name', sql<number>`sum(count)::bigint`.as('count')])
      .where('person_id', '=', personId)
      .groupBy('tag')
      .orderBy('count', 'desc')
      .orderBy('name')
      .execute();
  }

  /** Selects what the totals add up: kept sums, and the transactions that those do not cover. */
  private addends(personId: string, filter: TransactionFilter): Addends {
    const { kept, periods } = planTotals(filter);
    const addends: Addends[] = periods.map((period) =>
      this.matching(personId, { ...filter, ...period }).select([
        'kind',
        'currency',
        sql<number>`1`.as('count'),
        sql<string>`amount`.as('amount'),
        sql<string | null>`round(amount * rate)`.as('converted'),
        sql<number>`(rate is null)::int`.as('without_rate'),
      ]),
    );
    if (kept) addends.unshift(this.kept(personId, filter, kept));
    return addends.reduce((all, next) => all.unionAll(next));
  }

  private kept(personId: string, filter: TransactionFilter, { table, firstMonth, lastMonth }: NonNullable<TotalsPlan['kept']>): Addends {
    let sums = this.database
      .selectFrom(table as 'month_sums')
      .select(['kind', 'currency', 'count', 'amount', 'converted', 'without_rate'])
      .where('person_id', '=', personId);
    if (firstMonth) sums = sums.where('month', '>=', firstMonth);
    if (lastMonth) sums = sums.where('month', '<=', lastMonth);
    if (filter.kind) sums = sums.where('kind', '=', filter.kind);
    if (filter.tag) sums = sums.where(sql<boolean>`tag = ${filter.tag}`);
    if (filter.accountId) sums = sums.where(sql<boolean>`account_id = ${filter.accountId}`);
    if (filter.categoryId) sums = sums.where(inCategory(filter.categoryId));
    return sums;
  }

  private matching(personId: string, filter: TransactionFilter): SelectQueryBuilder<Tables, 'transactions', object> {
    let rows: SelectQueryBuilder<Tables, 'transactions', object> = this.database
      .selectFrom('transactions')
      .where('person_id', '=', personId);
    if (filter.from) rows = rows.where('date', '>=', filter.from);
    if (filter.to) rows = rows.where('date', '<=', filter.to);
    if (filter.kind) rows = rows.where('kind', '=', filter.kind);
    if (filter.accountId) rows = rows.where(sql<boolean>`${filter.accountId}::uuid in (account_id, to_account_id)`);
    if (filter.categoryId) rows = rows.where(inCategory(filter.categoryId));
    if (filter.tag) rows = rows.where(sql<boolean>`tags @> array[${filter.tag}]`);
    if (filter.text) rows = rows.where(sql<boolean>`${SEARCHED_TEXT} ilike ${substringPattern(filter.text)}`);
    if (filter.rate) rows = rows.where(lacksRate(personId));
    if (filter.minAmount) rows = rows.where('amount', '>=', filter.minAmount);
    if (filter.maxAmount) rows = rows.where('amount', '<=', filter.maxAmount);
    return rows;
  }
}

const inCategory = (id: string): RawBuilder<boolean> =>
  id === 'none' ? sql`category_id is null and kind <> 'transfer'` : sql`category_id in (select id from categories where ${id}::uuid in (id, parent_id))`;

const lacksRate = (personId: string): RawBuilder<boolean> =>
  sql`rate is null and kind <> 'transfer' and currency <> (select home_currency from people where id = ${personId})`;

/** What `concat_ws(' ', payee, note)` returns, which cannot be indexed. */
const SEARCHED_TEXT = sql`coalesce(payee || ' ' || note, payee, note, '')`;

/** Escapes the wildcards of LIKE. */
const substringPattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
