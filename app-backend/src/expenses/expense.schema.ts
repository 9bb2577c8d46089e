import { z } from 'zod';
import type { ExpenseRow } from '../database/tables.js';
import { day } from '../validation/day.js';
import { text, words } from '../validation/text.js';
import { currency } from './currency.js';
import { cursor } from './cursor.js';

const LIMIT = 'has to be a whole number from 1 to 200';
const NO_ID = 'has to be an id, as the API gives them';

const amount = z.int('has to be a whole number of minor units').positive('has to be more than 0').meta({ description: 'Minor units of the currency', example: 1250 });
const payee = words(200).nullable().meta({ example: 'Corner shop' });
const note = text(2000).nullable();
const categoryId = z.uuid(NO_ID).nullable();

export const newExpense = z
  .strictObject({ amount, currency, date: day, payee: payee.default(null), note: note.default(null), categoryId: categoryId.default(null) })
  .meta({ id: 'NewExpense' });

export const expenseChange = z.strictObject({ amount, currency, date: day, payee, note, categoryId }).partial().meta({ id: 'ExpenseChange' });

export const expense = z
  .object({ id: z.uuid(), amount, currency, date: day, payee, note, categoryId, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .meta({ id: 'Expense' });

export const expensePage = z
  .object({ items: z.array(expense), nextCursor: z.string().nullable().meta({ description: 'Where the next page begins; null on the last' }) })
  .meta({ id: 'ExpensePage' });

export const expenseQuery = z.strictObject({
  from: day.optional(),
  to: day.optional(),
  categoryId: z.uuid(NO_ID).optional(),
  limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(200, LIMIT).default(50),
  cursor: cursor.optional(),
});

export type NewExpense = z.infer<typeof newExpense>;
export type ExpenseChange = z.infer<typeof expenseChange>;
export type Expense = z.infer<typeof expense>;
export type ExpensePage = z.infer<typeof expensePage>;
export type ExpenseQuery = z.infer<typeof expenseQuery>;

export const toExpense = (row: ExpenseRow): Expense => ({
  id: row.id,
  amount: row.amount,
  currency: row.currency,
  date: row.date,
  payee: row.payee,
  note: row.note,
  categoryId: row.category_id,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
