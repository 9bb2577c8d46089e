import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import { asExpressions, type Slots } from '../database/query-template.js';
import type { Tables } from '../database/tables.js';
import { countRarest } from './kept-counts.js';
import { hasWholeMonths, planTotals, type TotalsPlan } from './kept-totals.js';
import {
  type Conditions,
  inCategory,
  LACKS_CATEGORY,
  matching,
  MOST_READ,
  type Selection,
  selectMatching,
  splitChecked,
  toConditions,
  untold,
  VALUE,
} from './selection.js';
import type { KindSum } from './totals.schema.js';

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

/** Adds up transactions. */
@Injectable()
export class TotalsRepository {
  constructor(private readonly database: Database) {}

  /** Sums all matching transactions, with a row per kind and currency; undefined if that would read too many. */
  async find(personId: string, selection: Selection, home: string): Promise<KindSum[] | undefined> {
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

  /** Selects what the totals add up: kept sums, and the transactions that they do not cover; undefined if there are too many. */
  private async addends(personId: string, { filter, matches }: Selection): Promise<Addends | undefined> {
    const { kept, periods } = planTotals(filter);
    const addends: Addends[] = kept ? [this.kept(asExpressions(toConditions(personId, { filter, matches })), kept)] : [];
    for (const period of periods) {
      const selection = { filter: { ...filter, ...period }, matches };
      const count = await countRarest(this.database, personId, selection);
      const conditions = toConditions(personId, selection, count);
      const isLong = count > MOST_READ;
      const { text, minAmount, maxAmount } = conditions;
      if (isLong && (text ?? minAmount ?? maxAmount) === undefined && hasWholeMonths(period)) return undefined;
      addends.push(isLong ? this.firstAddends(asExpressions(conditions)) : this.allAddends(asExpressions(conditions)));
    }
    return addends.reduce((all, next) => all.unionAll(next));
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
      .orderBy(isByValue ? VALUE : sql.ref('date'), 'desc')
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
