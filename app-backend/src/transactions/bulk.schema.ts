import { z } from 'zod';
import { entryDay } from '../validation/day.js';
import { id } from '../validation/id.js';
import { tags } from './tag.js';
import { accountId, categoryId, note, payee } from './transaction.schema.js';

const MAX_IDS = 500;

const ids = z
  .array(id, 'must be a list of ids')
  .min(1, 'must contain at least one id')
  .max(MAX_IDS, `must contain at most ${MAX_IDS} ids`)
  .transform((values) => [...new Set(values)]);

export const bulkEdit = z
  .strictObject({
    ids,
    change: z
      .strictObject({ date: entryDay, payee, note, categoryId, accountId, addTags: tags, removeTags: tags })
      .partial()
      .meta({ example: { categoryId: null, addTags: ['trip'] } }),
  })
  .meta({ id: 'BulkEdit' });

export const bulkDeletion = z.strictObject({ ids }).meta({ id: 'BulkDeletion' });

export const bulkRestoration = z.strictObject({ ids }).meta({ id: 'BulkRestoration' });

export const bulkResult = z
  .object({ count: z.int().meta({ description: 'How many transactions were changed, deleted or restored', example: 2 }) })
  .meta({ id: 'BulkResult' });

export type BulkEdit = z.infer<typeof bulkEdit>;
export type BulkDeletion = z.infer<typeof bulkDeletion>;
export type BulkRestoration = z.infer<typeof bulkRestoration>;
export type BulkResult = z.infer<typeof bulkResult>;
