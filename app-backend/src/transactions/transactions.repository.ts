import { Injectable } from '@nestjs/common';
import { type Expression, type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import { asExpressions, QueryTemplate, type Slots } from '../database/query-template.js';
import type { NewTransactionRow, Tables, TransactionRow } from '../database/tables.js';
import { type Cursor, type Order, orders } from './cursor.js';
import { firstOfMonth, hasWholeMonths, planTotals, type TotalsPlan } from './kept-totals.js';
import {
  type Conditions,
  escapeWildcards,
  hasValue,
  inCategory,
  LACKS_CATEGORY,
  type Matches,
  matching,
  MOST_READ,
  NO_MATCHES,
  type Selection,
  selectMatching,
  splitChecked,
  toConditions,
  VALUE,
} from './selection.js';
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
  {
    kind: KindSum['kind'];
    currency: string;
    count: number;
    amount: string;
    converted: string | null;
    without_rate: number;
    /** Whether there are more than one request reads. */
    exceeds: boolean;
  }
>;

const ADDEND = [
  sql<KindSum['kind']>`kind`.as('kind'),
  sql<string>`currency`.as('currency'),
  sql<number>`1`.as('count'),
  sql<string>`amount`.as('amount'),
  sql<string | null>`round(amount * rate)`.as('converted'),
  sql<number>`(rate is null)::int`.as('without_rate'),
];

const KEYS = { date: sql.ref('date'), value: VALUE, sequence: sql.ref('sequence') };
const KEY_TYPES = { date: 'date', value: 'numeric', sequence: 'bigint' };

/** A row of a page. */
interface ListedRow extends TransactionRow {
  /** Of the person, which saves a query. */
  home_currency: string;
  /** Whether the row shows the text that is searched for. One that doesn't is the last that was read. */
  is_match?: boolean;
  /** Whether rows after this one were not read. */
  is_end?: boolean;
}

/** The values of a page's query. */
interface PageValues extends Conditions, Partial<Cursor> {
  limit: number;
}

/** A limit that PostgreSQL doesn't know when it plans: it would rather read and sort all entries than so many in the order of an index. */
const untold = (limit: number) => sql<number>`(select ${sql.lit(limit)})`;

const homeCurrency = (personId: Expression<string>) =>
  sql<string>`(select home_currency from people where id = ${personId})`.as('home_currency');

@Injectable()
export class TransactionsRepository {
  constructor(private readonly database: Database) {}

  private readonly pages = new QueryTemplate(({ key, sequence, limit, ...conditions }: Slots<PageValues>, order: Order) => {
    let rows = this.after({ key, sequence }, order, conditions);
    // PostgreSQL would search for the tag in the list's order, as if it were spread evenly, and read all newer entries if it isn't.
    if (conditions.hasRareTag) rows = this.database.selectFrom(rows.select(COLUMNS).offset(sql.lit(0)).as('transactions'));
    const { column, direction } = orders[order];
    return rows
      .select(COLUMNS)
      .select(homeCurrency(conditions.personId))
      .orderBy(KEYS[column], direction)
      .orderBy('sequence', direction)
      .limit(limit);
  });

  /** Checks the first entries one by one. */
  private readonly searches = new QueryTemplate(({ key, sequence, limit, ...conditions }: Slots<PageValues>, order: Order) => {
    const { column, direction } = orders[order];
    const { found, checked } = splitChecked(conditions);
    const read = this.after({ key, sequence }, order, found)
      .select(['id', 'sequence'])
      .select([sql<string | number>`${KEYS[column]}`.as('key'), sql<boolean>`(${matching(checked)}) is true`.as('is_match')])
      .orderBy(KEYS[column], direction)
      .orderBy('sequence', direction)
      .limit(untold(MOST_READ));
    const to = sql.raw(direction);
    const isEnd = sql<boolean>`row_number() over (order by key ${to}, sequence ${to}) = ${sql.lit(MOST_READ)}`;
    const placed = this.database.selectFrom(read.as('read')).select(['id', 'key', 'sequence', 'is_match']).select(isEnd.as('is_end'));
    const listed = this.database
      .selectFrom(placed.as('placed'))
      .select(['id', 'key', 'sequence', 'is_match', 'is_end'])
      .where(sql<boolean>`is_match or is_end`)
      .orderBy('key', direction)
      .orderBy('sequence', direction)
      .limit(limit);
    return this.database
      .selectFrom(listed.as('listed'))
      .innerJoin('transactions', 'transactions.id', 'listed.id')
      .select(COLUMNS.map((name) => `transactions.${name}` as const))
      .select(['is_match', 'is_end', homeCurrency(conditions.personId)])
      .orderBy('listed.key', direction)
      .orderBy('listed.sequence', direction);
  });

  private after(
    { key, sequence }: Slots<Partial<Cursor>>,
    order: Order,
    conditions: Slots<Conditions>,
  ): SelectQueryBuilder<Tables, 'transactions', object> {
    const { column, direction } = orders[order];
    let rows = selectMatching(this.database, conditions);
    if (key && sequence) {
      const comparison = sql.raw(direction === 'desc' ? '<' : '>');
      rows = rows.where(
        sql<boolean>`(${KEYS[column]}, sequence) ${comparison} (${key}::${sql.raw(KEY_TYPES[column])}, ${sequence}::bigint)`,
      );
    }
    return column === 'value' ? rows.where(hasValue(conditions.personId)) : rows;
  }

  async page(personId: string, selection: Selection, order: Order, after: Cursor | undefined, limit: number): Promise<ListedRow[]> {
    const conditions = toConditions(personId, selection);
    const isSearch = conditions.scannedText !== undefined && (await this.countRarest(personId, selection)) > MOST_READ;
    return this.database.prepared((isSearch ? this.searches : this.pages).fill({ ...conditions, ...after, limit }, order));
  }

  /** Sums all matching transactions, with a row per kind and currency; undefined if that would read too many. */
  async sums(personId: string, selection: Selection, home: string): Promise<KindSum[] | undefined> {
    const addends = await this.addends(personId, selection);
    if (!addends) return undefined;
    const sums = await this.database
      .selectFrom(addends.as('addend'))
      .select(['kind', 'currency'])
      .select([
        sql<number>`sum(count)::bigint`.as('count'),
        sql<string>`sum(amount)`.as('amount'),
        sql<string>`sum(case when currency = ${home} then amount else converted end)`.as('home'),
        sql<number>`coalesce(sum(without_rate) filter (where currency <> ${home}), 0)::bigint`.as('withoutRate'),
        sql<boolean>`bool_or(exceeds)`.as('exceeds'),
      ])
      .groupBy(['kind', 'currency'])
      .execute();
    return sums.some(({ exceeds }) => exceeds) ? undefined : sums;
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

  /** Renames a tag at its place on all transactions. One that has the other tag too keeps the first of both. Returns their number. */
  async renameTag(personId: string, tag: string, spellings: string[], name: string): Promise<number> {
    const { numAffectedRows } = await sql`
      with locked as (
        select id from transactions where person_id = ${personId} and tags && ${spellings}::text[] order by id for update
      )
      update transactions set updated_at = now(), tags = array(
        select spelling from (
          select distinct on (tag_key(spelling)) spelling, place
          from unnest(tags) with ordinality old (old_spelling, place),
            lateral (select case when tag_key(old_spelling) = tag_key(${tag}) then ${name} else old_spelling end as spelling) renamed
          order by tag_key(spelling), place
        ) each_once order by place
      )
      from locked where transactions.id = locked.id
    `.execute(this.database);
    return Number(numAffectedRows);
  }

  async delete(personId: string, ids: string[]): Promise<void> {
    await this.database.deleteFrom('transactions').where('person_id', '=', personId).where('id', 'in', ids).execute();
  }

  /** Counts the use of each tag, in its most frequent spelling. */
  tags(personId: string): Promise<{ name: string; count: number }[]> {
    return this.database
      .selectFrom(
        this.database
          .selectFrom('tag_sums')
          .select(['tag', sql<number>`sum(count)::bigint`.as('count')])
          .where('person_id', '=', personId)
          .groupBy('tag')
          .as('spelling'),
      )
      .select([
        sql<string>`ltrim((array_agg(tag order by count desc, tag))[1], '# ')`.as('name'),
        sql<number>`sum(count)::bigint`.as('count'),
      ])
      .groupBy(sql`tag_key(tag)`)
      .orderBy('count', 'desc')
      .orderBy('name')
      .execute();
  }

  /** Returns each tag once, in the spelling that the person uses most; the spellings of `except` are given up. */
  async canonicalTags(personId: string, tags: string[], except: string[] = []): Promise<string[]> {
    const canonical = new Map<string, string>();
    for (const { key, spelling } of await Promise.all(tags.map((tag) => this.spell(personId, tag, except))))
      if (!canonical.has(key)) canonical.set(key, spelling);
    return [...canonical.values()];
  }

  /** One tag at a time, so that PostgreSQL keeps the plan: with any number of tags, it would plan each execution anew. */
  private async spell(personId: string, tag: string, except: string[]): Promise<{ key: string; spelling: string }> {
    const isKept = sql`tag_key(tag) <> all(array(select tag_key(given_up) from unnest(${except}::text[]) given_up))`;
    const [row] = await this.database.prepared(sql<{ key: string; spelling: string }>`
      select tag_key(${tag}::text) as key, coalesce(
        (
          select ltrim(tag, '# ') from tag_sums where person_id = ${personId} and tag_key(tag) = tag_key(${tag})
            ${except.length > 0 ? sql`and ${isKept}` : sql``}
          group by tag order by sum(count) desc, tag limit 1
        ),
        ${tag}
      ) as spelling
    `);
    return row!;
  }

  /** Finds what the words of a filter match. Their number is small, so the planner can weigh it. */
  async matches(personId: string, { text, tag }: Pick<TransactionFilter, 'text' | 'tag'>): Promise<Matches> {
    if (text === undefined && tag === undefined) return NO_MATCHES;
    const pattern = sql`'%' || fold_text(${text === undefined ? null : escapeWildcards(text)}::text) || '%'`;
    const { rows } = await sql<Matches>`
      select
        array(
          select distinct tag from tag_sums where person_id = ${personId} and tag_key(tag) = tag_key(${tag ?? null}::text)
        ) as spellings,
        (
          select coalesce(sum(count), 0)::bigint from tag_sums
          where person_id = ${personId} and tag_key(tag) = tag_key(${tag ?? null}::text)
        ) as tagged,
        array(select id::text from categories where person_id = ${personId} and fold_text(name) like ${pattern}) as categories,
        array(select id::text from accounts where person_id = ${personId} and fold_text(name) like ${pattern}) as accounts,
        array(
          select distinct tag from tag_sums where person_id = ${personId} and fold_text('#' || ltrim(tag, '# ')) like ${pattern}
        ) as tags
    `.execute(this.database);
    return rows[0]!;
  }

  /** Selects what the totals add up: kept sums, and the transactions that they do not cover; undefined if there are too many. */
  private async addends(personId: string, { filter, matches }: Selection): Promise<Addends | undefined> {
    const { kept, periods } = planTotals(filter);
    const addends: Addends[] = kept ? [this.kept(asExpressions(toConditions(personId, { filter, matches })), kept)] : [];
    for (const period of periods) {
      const selection = { filter: { ...filter, ...period }, matches };
      const count = await this.countRarest(personId, selection);
      const conditions = toConditions(personId, selection, count);
      const isLong = count > MOST_READ;
      const { text, minAmount, maxAmount } = conditions;
      if (isLong && (text ?? minAmount ?? maxAmount) === undefined && hasWholeMonths(period)) return undefined;
      addends.push(isLong ? this.firstAddends(asExpressions(conditions)) : this.allAddends(asExpressions(conditions)));
    }
    return addends.reduce((all, next) => all.unionAll(next));
  }

  /** Counts the entries of the rarest of the filters of which sums are kept: of a period, in all months that it touches. */
  private async countRarest(personId: string, { filter, matches }: Selection): Promise<number> {
    const { from, to } = filter;
    const { accountId, categoryId } = asExpressions(toConditions(personId, { filter, matches }));
    const months = sql`select coalesce(sum(count), 0) from month_sums where person_id = ${personId}`;
    const counts = [
      sql`(${months}${from ? sql` and month >= ${firstOfMonth(from)}` : sql``}${to ? sql` and month <= ${to}` : sql``})`,
      ...(categoryId ? [sql`(${months} and ${inCategory(categoryId)})`] : []),
      ...(accountId
        ? [sql`(select coalesce(sum(count), 0) from account_sums where person_id = ${personId} and account_id = ${accountId})`]
        : []),
    ];
    const { rows } = await sql<{ count: number }>`select least(${sql.join(counts)})::bigint as count`.execute(this.database);
    return filter.tag === undefined ? rows[0]!.count : Math.min(rows[0]!.count, matches.tagged);
  }

  private allAddends(given: Slots<Conditions>): Addends {
    return selectMatching(this.database, given, { isSum: true })
      .select(ADDEND)
      .select(sql<boolean>`false`.as('exceeds'));
  }

  /** Selects what matches among the first entries that an index finds in order, and one more if there are more than one request reads. */
  private firstAddends(given: Slots<Conditions>): Addends {
    const { found, checked } = splitChecked(given);
    // In the order of an index: otherwise PostgreSQL may read the whole table, in which the person's entries may be the last.
    const isByValue = !given.text && (given.minAmount ?? given.maxAmount);
    const read = selectMatching(this.database, found)
      .select(ADDEND)
      .select(sql<boolean>`(${matching(checked)}) is true`.as('is_match'))
      .orderBy(KEYS[isByValue ? 'value' : 'date'], 'desc')
      .orderBy('sequence', 'desc')
      // An index that finds the text may find few.
      .limit(given.text ? sql.lit(MOST_READ + 1) : untold(MOST_READ + 1));
    return this.database
      .selectFrom(
        this.database
          .selectFrom(read.as('addend'))
          .selectAll()
          .select(sql<boolean>`row_number() over () > ${sql.lit(MOST_READ)}`.as('exceeds'))
          .as('addend'),
      )
      .select(['kind', 'currency', 'count', 'amount', 'converted', 'without_rate', 'exceeds'])
      .where(sql<boolean>`is_match or exceeds`);
  }

  private kept(given: Slots<Conditions>, { table, firstMonth, lastMonth }: NonNullable<TotalsPlan['kept']>): Addends {
    let sums = this.database
      .selectFrom(table as 'month_sums')
      .select(['kind', 'currency', 'count', 'amount', 'converted', 'without_rate'])
      .select(sql<boolean>`false`.as('exceeds'))
      .where('person_id', '=', given.personId);
    if (firstMonth) sums = sums.where('month', '>=', firstMonth);
    if (lastMonth) sums = sums.where('month', '<=', lastMonth);
    if (given.kind) sums = sums.where('kind', '=', given.kind);
    if (given.spellings) sums = sums.where(sql<boolean>`tag = any(${given.spellings}::text[])`);
    if (given.accountId) sums = sums.where(sql<boolean>`account_id = ${given.accountId}`);
    if (given.categoryId) sums = sums.where(inCategory(given.categoryId));
    if (given.lacksCategory) sums = sums.where(LACKS_CATEGORY);
    return sums;
  }
}
