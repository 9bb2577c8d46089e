import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { notFound } from '../errors/problems.js';
import { formatCursor } from './cursor.js';
import { type Expense, type ExpenseChange, type ExpensePage, type ExpenseQuery, type NewExpense, toExpense } from './expense.schema.js';
import { ExpensesRepository } from './expenses.repository.js';

const FOREIGN_KEY_VIOLATION = '23503';

@Injectable()
export class ExpensesService {
  constructor(private readonly expenses: ExpensesRepository) {}

  async page(personId: string, query: ExpenseQuery): Promise<ExpensePage> {
    const rows = await this.expenses.page(personId, query);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items: items.map(toExpense), nextCursor: last && rows.length > query.limit ? formatCursor(last) : null };
  }

  async get(personId: string, id: string): Promise<Expense> {
    const row = await this.expenses.find(personId, id);
    if (!row) throw notFound('expense');
    return toExpense(row);
  }

  async create(personId: string, values: NewExpense): Promise<Expense> {
    await this.checkCategory(personId, values.categoryId);
    return toExpense(await this.expenses.create(personId, values).catch(categoryGone));
  }

  async change(personId: string, id: string, values: ExpenseChange): Promise<Expense> {
    await this.checkCategory(personId, values.categoryId);
    const row = await this.expenses.change(personId, id, values).catch(categoryGone);
    if (!row) throw notFound('expense');
    return toExpense(row);
  }

  async delete(personId: string, id: string): Promise<void> {
    if (!(await this.expenses.delete(personId, id))) throw notFound('expense');
  }

  private async checkCategory(personId: string, categoryId: string | null | undefined): Promise<void> {
    if (categoryId && !(await this.expenses.ownsCategory(personId, categoryId))) throw noSuchCategory();
  }
}

const noSuchCategory = () => notFound('category', [{ path: 'categoryId', message: 'has to be one of your categories' }]);

/** The category was deleted between the look at it and the write. */
function categoryGone(error: unknown): never {
  throw error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION ? noSuchCategory() : error;
}
