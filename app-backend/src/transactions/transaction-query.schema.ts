import { z } from 'zod';
import { day } from '../validation/day.js';
import { id } from '../validation/id.js';
import { wholeNumber } from '../validation/whole-number.js';
import { nonEmptyText } from '../validation/text.js';
import { checkCursorOrder } from './cursor.js';
import { tag } from './tag.js';
import { kind } from './transaction.schema.js';

const amount = wholeNumber(1, Number.MAX_SAFE_INTEGER, 'must be a whole number of minor units, more than 0');

/** Filters, combined with "and". */
const filter = {
  from: day.optional().meta({ description: 'On or after this day' }),
  to: day.optional().meta({ description: 'On or before this day' }),
  kind: kind.optional(),
  accountId: id.optional().meta({ description: 'From or to this account' }),
  categoryId: id
    .or(z.literal('none', 'must be an id returned by the API, or none'))
    .optional()
    .meta({ description: 'In this category or its subcategories; "none" for expenses and incomes without a category' }),
  tag: tag.optional(),
  text: nonEmptyText(200).optional().meta({
    description: 'Text in the payee, the note, a tag or the name of the category or an account, without regard to case and accents',
    example: 'shop',
  }),
  rate: z
    .literal('none', 'must be none')
    .optional()
    .meta({ description: '"none" for the expenses and incomes that sums in your home currency leave out' }),
  minAmount: amount.optional().meta({ description: 'At least this value in your home currency', example: 1000 }),
  maxAmount: amount.optional().meta({ description: 'At most this value in your home currency', example: 5000 }),
};

const sort = z
  .enum(['newest', 'oldest', 'largest', 'smallest', 'latest'], 'must be newest, oldest, largest, smallest or latest')
  .default('newest')
  .meta({
    description:
      'newest and oldest by date; latest by the time of entry, newest first; largest and smallest by value in your home currency, ' +
      'and only entries that have one',
  });

const paging = {
  limit: wholeNumber(1, 200, 'must be a whole number from 1 to 200').default(50),
  cursor: z.string().optional().meta({ description: 'nextCursor of the previous page', example: '2026-11-24.4711' }),
};

export const transactionFilter = z.strictObject(filter);

export const transactionQuery = z.strictObject({ ...filter, sort, ...paging }).superRefine(checkCursorOrder);

export type TransactionFilter = z.infer<typeof transactionFilter>;
export type TransactionQuery = z.infer<typeof transactionQuery>;
