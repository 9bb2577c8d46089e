import { z } from 'zod';
import { account } from '../accounts/account.schema.js';
import { apiToken } from '../api-tokens/api-token.schema.js';
import { category } from '../categories/category.schema.js';
import { person } from '../people/person.schema.js';
import { transaction } from '../transactions/transaction.schema.js';

export const accountExport = z
  .object({
    person,
    accounts: z.array(account),
    categories: z.array(category),
    transactions: z.array(transaction).meta({ description: 'Oldest first' }),
    apiTokens: z.array(apiToken),
  })
  .meta({ id: 'Export' });

export type AccountExport = z.infer<typeof accountExport>;
