import { z } from 'zod';
import type { ExpenseRow } from '../database/tables.js';
import { currency } from './currency.js';

const amount = z.int('has to be a whole number of minor units').positive('has to be more than 0').meta({ description: 'Minor units of the currency', example: 1250 });
const date = z.iso.date('has to be a day, as in 2026-11-24').meta({ example: '2026-11-24' });
const payee = z.string().trim().min(1).max(200).nullable().meta({ example: 'Corner shop' });
const note = z.string().trim().max(2000).nullable();
const categoryId = z.uuid().nullable();

export const newExpense = z
  .strictObject({ amount, currency, date, payee: payee.default(null), note: note.default(null), categoryId: categoryId.default(null) })
  .meta({ id: 'NewExpense' });

export const expenseChange = z.strictObject({ amount, currency, date, payee, note, categoryId }).partial().meta({ id: 'ExpenseChange' });

export const expense = z
  .object({ id: z.uuid(), amount, currency, date, payee, note, categoryId, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .meta({ id: 'Expense' });

export const expensePage = z
  .object({ items: z.array(expense), nextCursor: z.string().nullable().meta({ description: 'Where the next page begins; null on the last' }) })
  .meta({ id: 'ExpensePage' });

export const expenseQuery = z.strictObject({
  from: date.optional(),
  to: date.optional(),
  categoryId: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d\.\d{1,15}$/, 'has to be the nextCursor of a page')
    .optional(),
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
