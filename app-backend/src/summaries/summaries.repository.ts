import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { CategorySum } from './month-summary.schema.js';

@Injectable()
export class SummariesRepository {
  constructor(private readonly database: Database) {}

  /** Sums spending and income of a month by category; transfers count as neither. */
  month(personId: string, month: string, home: string): Promise<CategorySum[]> {
    const inHome = sql`case when currency = ${home} then amount else round(amount * rate) end`;
    return this.database
      .selectFrom('transactions')
      .leftJoin('categories', 'categories.id', 'transactions.category_id')
      .select(['categories.id as categoryId', 'categories.parent_id as parentId'])
      .select([
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'expense'), 0)`.as('expense'),
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'income'), 0)`.as('income'),
        sql<number>`count(*)`.as('count'),
        sql<number>`count(*) filter (where currency <> ${home} and rate is null)`.as('withoutRate'),
      ])
      .where('transactions.person_id', '=', personId)
      .where('kind', '<>', 'transfer')
      .where(sql<boolean>`date between ${`${month}-01`}::date and ${`${month}-01`}::date + interval '1 month' - interval '1 day'`)
      .groupBy('categories.id')
      .orderBy('expense', 'desc')
      .orderBy('income', 'desc')
      .orderBy('categories.id')
      .execute();
  }
}
