import { z } from 'zod';
import { timestamp } from '../validation/timestamp.js';
import { currency } from '../money/currency.js';
import { checkCursorOrder } from '../transactions/cursor.js';
import {
  amount,
  categoryId,
  note,
  payee,
  returnedAmount,
  type Transaction,
  type TransactionPage,
} from '../transactions/transaction.schema.js';
import { day, entryDay } from '../validation/day.js';
import { returnedId, id } from '../validation/id.js';
import { wholeNumber } from '../validation/whole-number.js';

export const newExpense = z
  .strictObject({
    amount,
    currency,
    date: entryDay,
    payee: payee.default(null),
    note: note.default(null),
    categoryId: categoryId.default(null),
  })
  .meta({ id: 'NewExpense' });

export const expenseChange = z
  .strictObject({ amount, currency, date: entryDay, payee, note, categoryId })
  .partial()
  .meta({ id: 'ExpenseChange' });

export const expense = z
  .object({
    id: returnedId,
    amount: returnedAmount,
    currency,
    date: day,
    payee,
    note,
    categoryId,
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Expense' });

export const expensePage = z
  .object({
    items: z.array(expense),
    nextCursor: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last page', example: '2026-11-24.4711' }),
  })
  .meta({ id: 'ExpensePage' });

export const expenseQuery = z
  .strictObject({
    from: day.optional(),
    to: day.optional(),
    categoryId: id.optional(),
    limit: wholeNumber(1, 200, 'must be a whole number from 1 to 200').default(50),
    cursor: z.string().optional().meta({ description: 'nextCursor of the previous page', example: '2026-11-24.4711' }),
  })
  .superRefine((query, context) => checkCursorOrder({ ...query, sort: 'newest' }, context));

export type NewExpense = z.infer<typeof newExpense>;
export type ExpenseChange = z.infer<typeof expenseChange>;
export type Expense = z.infer<typeof expense>;
export type ExpensePage = z.infer<typeof expensePage>;
export type ExpenseQuery = z.infer<typeof expenseQuery>;

export const toExpense = ({ id, amount, currency, date, payee, note, categoryId, createdAt, updatedAt }: Transaction): Expense => ({
  id,
  amount,
  currency,
  date,
  payee,
  note,
  categoryId,
  createdAt,
  updatedAt,
});

export const toExpensePage = ({ items, nextCursor }: TransactionPage): ExpensePage => ({ items: items.map(toExpense), nextCursor });
