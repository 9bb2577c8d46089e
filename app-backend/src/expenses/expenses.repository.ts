import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { ExpenseRow } from '../database/tables.js';
import { parseCursor } from './cursor.js';
import type { ExpenseChange, ExpenseQuery, NewExpense } from './expense.schema.js';

@Injectable()
export class ExpensesRepository {
  constructor(private readonly database: Database) {}

  /** Newest first; one row more than asked for tells that there is a next page. */
  page(personId: string, query: ExpenseQuery): Promise<ExpenseRow[]> {
    let rows = this.database.selectFrom('expenses').selectAll().where('person_id', '=', personId);
    if (query.from) rows = rows.where('date', '>=', query.from);
    if (query.to) rows = rows.where('date', '<=', query.to);
    if (query.categoryId) rows = rows.where('category_id', '=', query.categoryId);
    if (query.cursor) {
      const { date, sequence } = parseCursor(query.cursor);
      rows = rows.where(sql<boolean>`(date, sequence) < (${date}::date, ${sequence}::bigint)`);
    }
    return rows
      .orderBy('date', 'desc')
      .orderBy('sequence', 'desc')
      .limit(query.limit + 1)
      .execute();
  }

  find(personId: string, id: string): Promise<ExpenseRow | undefined> {
    return this.database.selectFrom('expenses').selectAll().where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
  }

  create(personId: string, { categoryId, ...values }: NewExpense): Promise<ExpenseRow> {
    return this.database
      .insertInto('expenses')
      .values({ ...values, person_id: personId, category_id: categoryId })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  change(personId: string, id: string, { categoryId, ...values }: ExpenseChange): Promise<ExpenseRow | undefined> {
    return this.database
      .updateTable('expenses')
      .set({ ...values, ...(categoryId !== undefined && { category_id: categoryId }), updated_at: new Date() })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  }

  async delete(personId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.deleteFrom('expenses').where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Whether a category is this person's own. */
  async ownsCategory(personId: string, categoryId: string): Promise<boolean> {
    const row = await this.database.selectFrom('categories').select('id').where('person_id', '=', personId).where('id', '=', categoryId).executeTakeFirst();
    return row !== undefined;
  }
}
