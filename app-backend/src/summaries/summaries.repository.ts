import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { Tables } from '../database/tables.js';
import type { CategorySum } from './month-summary.schema.js';

/** Selects kept sums or transactions, as rows to add up. */
type Addends = SelectQueryBuilder<
  Tables,
  never,
  {
    category_id: string | null;
    kind: 'expense' | 'income' | 'transfer';
    currency: string;
    count: number;
    amount: string;
    converted: string | null;
    without_rate: number;
  }
>;

@Injectable()
export class SummariesRepository {
  constructor(private readonly database: Database) {}

  /** Sums spending and income of a month, or of its days up to one, by category; transfers count as neither. */
  month(personId: string, month: string, home: string, to?: string): Promise<CategorySum[]> {
    const inHome = sql`case when currency = ${home} then amount else converted end`;
    return this.database
      .selectFrom((to === undefined ? this.kept(personId, month) : this.upTo(personId, month, to)).as('sums'))
      .leftJoin('categories', 'categories.id', 'sums.category_id')
      .select(['categories.id as categoryId', 'categories.parent_id as parentId'])
      .select([
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'expense'), 0)`.as('expense'),
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'income'), 0)`.as('income'),
        sql<number>`sum(count)::bigint`.as('count'),
        sql<number>`coalesce(sum(without_rate) filter (where currency <> ${home}), 0)::bigint`.as('withoutRate'),
      ])
      .groupBy('categories.id')
      .orderBy('expense', 'desc')
      .orderBy('income', 'desc')
      .orderBy('categories.id')
      .execute();
  }

  private kept(personId: string, month: string): Addends {
    return this.database
      .selectFrom('month_sums')
      .select(['category_id', 'kind', 'currency', 'count', 'amount', 'converted', 'without_rate'])
      .where('person_id', '=', personId)
      .where('month', '=', `${month}-01`)
      .where('kind', '<>', 'transfer');
  }

  /** Sums are kept per month, so the first days of one are added up from its rows. */
  private upTo(personId: string, month: string, to: string): Addends {
    return this.database
      .selectFrom('transactions')
      .select(['category_id', 'kind', 'currency'])
      .select([
        sql<number>`1`.as('count'),
        sql<string>`amount`.as('amount'),
        sql<string | null>`round(amount * rate)`.as('converted'),
        sql<number>`(rate is null)::int`.as('without_rate'),
      ])
      .where('person_id', '=', personId)
      .where('date', '>=', `${month}-01`)
      .where('date', '<=', to)
      .where(sql<boolean>`date < (${`${month}-01`}::date + interval '1 month')::date`)
      .where('kind', '<>', 'transfer');
  }
}
