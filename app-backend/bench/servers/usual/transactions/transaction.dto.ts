import { multiply, normalise } from '../../../../src/money/decimal.js';
import type { Transaction } from '../entities/transaction.entity.js';

export interface TransactionDto {
  id: string;
  kind: string;
  amount: number;
  currency: string;
  rate: string | null;
  homeAmount: number | null;
  date: string;
  payee: string | null;
  note: string | null;
  tags: string[];
  categoryId: string | null;
  accountId: string | null;
  toAccountId: string | null;
  toAmount: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface TransactionPageDto {
  items: TransactionDto[];
  nextCursor: string | null;
}

/** All currencies of the benchmark have two decimal places, so a rate is the same in minor units. */
export const toDto = (transaction: Transaction, home: string): TransactionDto => ({
  id: transaction.id,
  kind: transaction.kind,
  amount: transaction.amount,
  currency: transaction.currency,
  rate: transaction.rate === null ? null : normalise(transaction.rate),
  homeAmount: homeAmount(transaction, home),
  date: transaction.date,
  payee: transaction.payee,
  note: transaction.note,
  tags: transaction.tags,
  categoryId: transaction.categoryId,
  accountId: transaction.accountId,
  toAccountId: transaction.toAccountId,
  toAmount: transaction.toAmount,
  createdAt: transaction.createdAt.toISOString(),
  updatedAt: transaction.updatedAt.toISOString(),
});

function homeAmount({ amount, currency, rate }: Transaction, home: string): number | null {
  if (currency === home) return amount;
  return rate === null ? null : Number(multiply(amount, rate));
}
