import { Injectable } from '@nestjs/common';
import { type Expression, type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import { QueryTemplate, type Slots } from '../database/query-template.js';
import type { Tables, TransactionRow } from '../database/tables.js';
import { type Cursor, type Order, orders } from './cursor.js';
import { countRarest } from './kept-counts.js';
import {
  type Conditions,
  hasValue,
  matching,
  MOST_READ,
  type Selection,
  selectMatching,
  splitChecked,
  toConditions,
  untold,
  VALUE,
} from './selection.js';
import { COLUMNS } from './transactions.repository.js';

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

const homeCurrency = (personId: Expression<string>) =>
  sql<string>`(select home_currency from people where id = ${personId})`.as('home_currency');

/** Reads pages of transactions. */
@Injectable()
export class TransactionListRepository {
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
    const isSearch = conditions.scannedText !== undefined && (await countRarest(this.database, personId, selection)) > MOST_READ;
    return this.database.prepared((isSearch ? this.searches : this.pages).fill({ ...conditions, ...after, limit }, order));
  }
}
