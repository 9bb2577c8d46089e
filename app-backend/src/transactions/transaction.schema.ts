import { z } from 'zod';
import { timestamp } from '../validation/timestamp.js';
import type { TransactionRow } from '../database/tables.js';
import { MAX_AMOUNT, TOO_LARGE } from '../money/amount.js';
import { currency } from '../money/currency.js';
import { isSafeInteger, homeAmount, rate, toMajorRate } from '../money/rate.js';
import { day, entryDay } from '../validation/day.js';
import { returnedId, id } from '../validation/id.js';
import { text, nonEmptyText } from '../validation/text.js';
import { tags } from './tag.js';

export const kind = z.enum(['expense', 'income', 'transfer'], 'must be expense, income or transfer').meta({ example: 'expense' });
export const returnedAmount = z
  .int('must be a whole number of minor units')
  .positive('must be more than 0')
  .meta({ description: 'Minor units of the currency', example: 1250 });
export const amount = returnedAmount.max(MAX_AMOUNT, TOO_LARGE).meta({ description: 'Minor units of the currency', example: 1250 });
export const payee = nonEmptyText(200).nullable().meta({ example: 'Corner shop' });
export const note = text(2000).nullable().meta({ example: null });
export const categoryId = id.nullable();
export const accountId = id.nullable();
const toAccountId = id.nullable().meta({ description: 'Destination account of a transfer; null otherwise', example: null });
const received = {
  description: 'Amount that the destination account receives, in its currency; required if the currencies differ',
  example: null,
};
const toAmount = amount.nullable().meta(received);

export const newTransaction = z
  .strictObject({
    kind,
    amount,
    currency,
    rate: rate.nullable().default(null),
    date: entryDay,
    payee: payee.default(null),
    note: note.default(null),
    tags: tags.default([]),
    categoryId: categoryId.default(null),
    accountId: accountId.optional().meta({
      description: 'Default: the oldest active account in the currency, if any, but cash for income only without another; null for none',
    }),
    toAccountId: toAccountId.default(null),
    toAmount: toAmount.default(null),
  })
  .meta({ id: 'NewTransaction' });

export const transactionChange = z
  .strictObject({
    kind,
    amount,
    currency,
    rate: rate.nullable(),
    date: entryDay,
    payee,
    note,
    tags,
    categoryId,
    accountId,
    toAccountId,
    toAmount,
  })
  .partial()
  .meta({ id: 'TransactionChange' });

export const transaction = z
  .object({
    id: returnedId,
    kind,
    amount: returnedAmount,
    currency,
    rate: z.string().nullable().meta({
      description: 'Units of your home currency per unit of the currency; null in the home currency or if unknown',
      example: null,
    }),
    homeAmount: z.int().nullable().meta({ description: 'Minor units of your home currency; null if the rate is unknown', example: 1250 }),
    date: day,
    payee,
    note,
    tags: z.array(z.string()).meta({ example: ['trip'] }),
    categoryId,
    accountId,
    toAccountId,
    toAmount: returnedAmount.nullable().meta(received),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Transaction' });

export const transactionPage = z
  .object({
    items: z.array(transaction),
    nextCursor: z.string().nullable().meta({
      description: 'Cursor of the next page; null on the last page. Any other page may have fewer items than the limit, or none.',
      example: '2026-11-24.4711',
    }),
  })
  .meta({ id: 'TransactionPage' });

export type NewTransaction = z.infer<typeof newTransaction>;
export type TransactionChange = z.infer<typeof transactionChange>;
export type Transaction = z.infer<typeof transaction>;
export type TransactionPage = z.infer<typeof transactionPage>;

export function toTransaction(row: TransactionRow, home: string): Transaction {
  const inHome = homeAmount(row.amount, row.currency, row.rate, home);
  return {
    id: row.id,
    kind: row.kind,
    amount: row.amount,
    currency: row.currency,
    rate: row.rate === null ? null : toMajorRate(row.rate, row.currency, home),
    homeAmount: inHome !== null && isSafeInteger(inHome) ? Number(inHome) : null,
    date: row.date,
    payee: row.payee,
    note: row.note,
    tags: row.tags,
    categoryId: row.category_id,
    accountId: row.account_id,
    toAccountId: row.to_account_id,
    toAmount: row.to_amount,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
