import { z } from 'zod';
import { moment } from '../validation/moment.js';
import { givenId } from '../validation/id.js';
import { currency } from '../money/currency.js';
import { words } from '../validation/text.js';
import { canBeTold } from '../money/rate.js';
import type { AccountRow } from '../database/tables.js';

const name = words(60).meta({ example: 'Everyday account' });
const kind = z.enum(['cash', 'bank', 'card'], 'has to be cash, bank or card').meta({ example: 'bank' });
const openingBalance = z
  .int('has to be a whole number of minor units')
  .meta({ description: 'What was there before the first transaction, in minor units; below 0 for a debt', example: 150000 });
const archived = z
  .boolean('has to be true or false')
  .meta({ description: 'Kept for what it was used for; new entries are no longer put there by themselves', example: false });

export const newAccount = z.strictObject({ name, kind, currency, openingBalance: openingBalance.default(0) }).meta({ id: 'NewAccount' });

export const accountChange = z.strictObject({ name, kind, openingBalance, archived }).partial().meta({ id: 'AccountChange' });

export const account = z
  .object({
    id: givenId,
    name,
    kind,
    currency,
    openingBalance,
    archived,
    balance: z.int().nullable().meta({
      description: 'What is there now, in minor units; null where it is more than a JSON number carries exactly',
      example: 148750,
    }),
    createdAt: moment,
  })
  .meta({ id: 'Account' });

export const accountList = z.object({ items: z.array(account) }).meta({ id: 'AccountList' });

export type NewAccount = z.infer<typeof newAccount>;
export type AccountChange = z.infer<typeof accountChange>;
export type Account = z.infer<typeof account>;
export type AccountList = z.infer<typeof accountList>;

/** The balance is a sum of PostgreSQL's, which has no bounds. */
export type AccountWithBalance = AccountRow & { balance: string };

export const toAccount = (row: AccountWithBalance): Account => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  currency: row.currency,
  openingBalance: row.opening_balance,
  archived: row.archived,
  balance: canBeTold(BigInt(row.balance)) ? Number(row.balance) : null,
  createdAt: row.created_at.toISOString(),
});
