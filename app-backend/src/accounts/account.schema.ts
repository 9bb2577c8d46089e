import { z } from 'zod';
import { timestamp } from '../validation/timestamp.js';
import { day } from '../validation/day.js';
import { returnedId } from '../validation/id.js';
import { MAX_AMOUNT, TOO_LARGE } from '../money/amount.js';
import { currency } from '../money/currency.js';
import { nonEmptyText } from '../validation/text.js';
import { isSafeInteger } from '../money/rate.js';
import type { AccountRow } from '../database/tables.js';

const name = nonEmptyText(60).meta({ example: 'Everyday account' });
const kind = z.enum(['cash', 'bank', 'card'], 'must be cash, bank or card').meta({ example: 'bank' });
const stored = { description: 'Balance before the first transaction, in minor units; negative for a debt', example: 150000 };
const returnedBalance = z.int().meta(stored);
const openingBalance = z
  .int('must be a whole number of minor units')
  .min(-MAX_AMOUNT, `must be at least -${MAX_AMOUNT} minor units`)
  .max(MAX_AMOUNT, TOO_LARGE)
  .meta(stored);
const archived = z
  .boolean('must be true or false')
  .meta({ description: 'An archived account keeps its transactions but is not the default for new ones', example: false });

export const newAccount = z.strictObject({ name, kind, currency, openingBalance: openingBalance.default(0) }).meta({ id: 'NewAccount' });

export const accountChange = z.strictObject({ name, kind, openingBalance, archived }).partial().meta({ id: 'AccountChange' });

export const balanceQuery = z.strictObject({
  on: day.optional().meta({ description: 'Balances at the end of this day; without it, all transactions count, also future ones' }),
});

export const account = z
  .object({
    id: returnedId,
    name,
    kind,
    currency,
    openingBalance: returnedBalance,
    archived,
    balance: z.int().nullable().meta({
      description: 'Balance in minor units; null if a JSON number cannot represent it exactly',
      example: 148750,
    }),
    createdAt: timestamp,
  })
  .meta({ id: 'Account' });

export const accountList = z.object({ items: z.array(account) }).meta({ id: 'AccountList' });

export type NewAccount = z.infer<typeof newAccount>;
export type AccountChange = z.infer<typeof accountChange>;
export type BalanceQuery = z.infer<typeof balanceQuery>;
export type Account = z.infer<typeof account>;
export type AccountList = z.infer<typeof accountList>;

/** PostgreSQL's sum has no upper bound, so the balance is text. */
export type AccountWithBalance = AccountRow & { balance: string };

export const toAccount = (row: AccountWithBalance): Account => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  currency: row.currency,
  openingBalance: row.opening_balance,
  archived: row.archived,
  balance: isSafeInteger(BigInt(row.balance)) ? Number(row.balance) : null,
  createdAt: row.created_at.toISOString(),
});
