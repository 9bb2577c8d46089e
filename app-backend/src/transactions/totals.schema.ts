import { z } from 'zod';
import { toSafeNumber } from '../money/sums.js';

const sum = z.int().meta({ description: 'Minor units', example: 128400 });
const count = z.int().meta({ example: 17 });

/** The totals of one currency. */
export const currencyTotals = z
  .object({ currency: z.string().meta({ example: 'EUR' }), expense: sum, income: sum, transfer: sum, count })
  .meta({ id: 'CurrencyTotals' });

export const totals = z
  .object({
    count,
    home: z
      .object({
        currency: z.string().meta({ example: 'EUR' }),
        expense: sum,
        income: sum,
        withoutRate: count.meta({ description: 'Expenses and incomes missing from both sums because their rate is unknown', example: 0 }),
      })
      .meta({ description: 'All amounts with a known rate, in your home currency' }),
    currencies: z.array(currencyTotals).meta({ description: 'Totals per currency, most entries first' }),
  })
  .meta({ id: 'Totals' });

export type Totals = z.infer<typeof totals>;

/** The sum of one kind in one currency, as PostgreSQL returns it. */
export interface KindSum {
  kind: 'expense' | 'income' | 'transfer';
  currency: string;
  count: number;
  amount: string;
  /** Minor units of the home currency, at the known rates. */
  home: string | null;
  withoutRate: number;
}

export function toTotals(sums: readonly KindSum[], home: string): Totals {
  const inHome = (kind: KindSum['kind']) =>
    toSafeNumber(sums.filter((sum) => sum.kind === kind).reduce((total, sum) => total + BigInt(sum.home ?? 0), 0n));
  const counted = (some: readonly KindSum[]) => some.reduce((total, { count }) => total + count, 0);
  const currencies = [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, some]) => {
    const amountOf = (kind: KindSum['kind']) => toSafeNumber(some.find((sum) => sum.kind === kind)?.amount ?? 0n);
    return { currency, expense: amountOf('expense'), income: amountOf('income'), transfer: amountOf('transfer'), count: counted(some) };
  });
  return {
    count: counted(sums),
    home: {
      currency: home,
      expense: inHome('expense'),
      income: inHome('income'),
      withoutRate: sums.reduce((total, { kind, withoutRate }) => total + (kind === 'transfer' ? 0 : withoutRate), 0),
    },
    currencies: currencies.sort((a, b) => b.count - a.count || a.currency.localeCompare(b.currency)),
  };
}
