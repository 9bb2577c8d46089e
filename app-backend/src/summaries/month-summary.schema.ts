import { z } from 'zod';
import { day } from '../validation/day.js';
import { returnedId } from '../validation/id.js';
import { toSafeNumber } from '../money/sums.js';

export const month = z
  .string()
  .regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
  .meta({ example: '2026-11' });

export const summaryQuery = z.strictObject({
  to: day.optional().meta({ description: 'Only the days of the month up to and including this one' }),
});

const sum = z.int().meta({ description: 'Minor units of your home currency', example: 48250 });
const count = z.int().meta({ example: 17 });
const withoutRate = z.int().meta({ description: 'Transactions missing from both sums because their rate is unknown', example: 0 });

export const categorySums = z
  .object({
    categoryId: returnedId.nullable().meta({ description: 'Null for transactions without a category' }),
    parentId: returnedId.nullable().meta({ description: 'The parent category; its own sums do not include these' }),
    expense: sum,
    income: sum,
    count,
    withoutRate,
  })
  .meta({ id: 'CategorySums' });

export const monthSummary = z
  .object({
    month,
    currency: z.string().meta({ description: 'Your home currency', example: 'EUR' }),
    expense: sum,
    income: sum,
    count,
    withoutRate,
    categories: z.array(categorySums).meta({ description: 'Largest expense first' }),
  })
  .meta({ id: 'MonthSummary' });

export type SummaryQuery = z.infer<typeof summaryQuery>;
export type MonthSummary = z.infer<typeof monthSummary>;

/** The sums of one category, as PostgreSQL returns them. */
export interface CategorySum {
  categoryId: string | null;
  parentId: string | null;
  expense: string;
  income: string;
  count: number;
  withoutRate: number;
}

export function toMonthSummary(month: string, currency: string, sums: readonly CategorySum[]): MonthSummary {
  const add = (column: 'expense' | 'income') => toSafeNumber(sums.reduce((total, sum) => total + BigInt(sum[column]), 0n));
  const number = (column: 'count' | 'withoutRate') => sums.reduce((total, sum) => total + sum[column], 0);
  return {
    month,
    currency,
    expense: add('expense'),
    income: add('income'),
    count: number('count'),
    withoutRate: number('withoutRate'),
    categories: sums.map((sum) => ({ ...sum, expense: toSafeNumber(sum.expense), income: toSafeNumber(sum.income) })),
  };
}
