import { z } from 'zod';
import { type Account, account } from '../accounts/account.schema.js';
import { apiToken } from '../api-tokens/api-token.schema.js';
import { category } from '../categories/category.schema.js';
import { toMajorUnits } from '../money/currency.js';
import { person } from '../people/person.schema.js';
import { type Transaction, transaction } from '../transactions/transaction.schema.js';

const decimal = z.string().meta({ example: '12.50' });

/** People read exports: each amount in minor units is there as a decimal too. */
const exportedAccount = account.extend({ openingBalanceDecimal: decimal, balanceDecimal: decimal.nullable() });

const exportedTransaction = transaction.extend({
  amountDecimal: decimal,
  homeAmountDecimal: decimal.nullable(),
  toAmountDecimal: decimal.nullable(),
});

export const accountExport = z
  .object({
    person,
    accounts: z.array(exportedAccount),
    categories: z.array(category),
    transactions: z.array(exportedTransaction).meta({ description: 'Oldest first' }),
    apiTokens: z.array(apiToken),
  })
  .meta({ id: 'Export' });

export type ExportedTransaction = z.infer<typeof exportedTransaction>;

export const toExportedAccount = (values: Account): z.infer<typeof exportedAccount> => ({
  ...values,
  openingBalanceDecimal: toMajorUnits(values.openingBalance, values.currency),
  balanceDecimal: values.balance === null ? null : toMajorUnits(values.balance, values.currency),
});

export const toExportedTransaction = (values: Transaction, home: string, toCurrency = values.currency): ExportedTransaction => ({
  ...values,
  amountDecimal: toMajorUnits(values.amount, values.currency),
  homeAmountDecimal: values.homeAmount === null ? null : toMajorUnits(values.homeAmount, home),
  toAmountDecimal: values.toAmount === null ? null : toMajorUnits(values.toAmount, toCurrency),
});
