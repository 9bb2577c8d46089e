import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { CategorySum } from './month-summary.schema.js';

@Injectable()
export class SummariesRepository {
  constructor(private readonly database: Database) {}

  /** Sums spending and income of a month by category; transfers count as neither. */
  month(personId: string, month: string, home: string): Promise<CategorySum[]> {
    const inHome = sql`case when currency = ${home} then amount else converted end`;
    return this.database
      .selectFrom('month_sums')
      .leftJoin('categories', 'categories.id', 'month_sums.category_id')
      .select(['categories.id as categoryId', 'categories.parent_id as parentId'])
      .select([
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'expense'), 0)`.as('expense'),
        sql<string>`coalesce(sum(${inHome}) filter (where kind = 'income'), 0)`.as('income'),
        sql<number>`sum(count)::bigint`.as('count'),
        sql<number>`coalesce(sum(without_rate) filter (where currency <> ${home}), 0)::bigint`.as('withoutRate'),
      ])
      .where('month_sums.person_id', '=', personId)
      .where('month', '=', `${month}-01`)
      .where('kind', '<>', 'transfer')
      .groupBy('categories.id')
      .orderBy('expense', 'desc')
      .orderBy('income', 'desc')
      .orderBy('categories.id')
      .execute();
  }
}
