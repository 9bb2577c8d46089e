import { z } from 'zod';

const person = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() });

export const session = z.object({ accessToken: z.string(), expiresIn: z.number(), refreshToken: z.string(), user: person });

export const category = z.object({ id: z.string(), name: z.string() });

export const categoryList = z.object({ items: z.array(category) });

export const expense = z.object({
  id: z.string(),
  /** Minor units of the currency. */
  amount: z.number(),
  currency: z.string(),
  /** yyyy-mm-dd. */
  date: z.string(),
  payee: z.string().nullable(),
  note: z.string().nullable(),
  categoryId: z.string().nullable(),
});

export const expensePage = z.object({ items: z.array(expense), nextCursor: z.string().nullable() });

export type Session = z.infer<typeof session>;
export type Category = z.infer<typeof category>;
export type Expense = z.infer<typeof expense>;
export type NewExpense = Omit<Expense, 'id'>;
