import { z } from 'zod';
import { text } from '../validation/text.js';

/** No commas: they separate tags in lists. No leading #: it marks tags where they are shown. */
export const tag = text(40)
  .overwrite((value) => value.replace(/^[#\s]+/, ''))
  .min(1, 'must not be empty')
  .refine((value) => !value.includes(','), 'must not contain a comma')
  .meta({ example: 'trip' });

export const MAX_TAGS = 20;

export const tags = z
  .array(tag, 'must be a list of tags')
  .max(MAX_TAGS, `must contain at most ${MAX_TAGS} tags`)
  .transform((values) => [...new Set(values)])
  .meta({ example: ['trip'] });

export const tagList = z
  .object({
    items: z.array(
      z.object({
        name: z.string().meta({ example: 'trip' }),
        count: z.int().meta({ description: 'How many transactions have this tag', example: 12 }),
      }),
    ),
  })
  .meta({ id: 'TagList' });

export const tagName = z.strictObject({ tag }).meta({ id: 'TagName' });

export const tagRenaming = z
  .strictObject({ tag, name: tag.meta({ description: 'The new name', example: 'holiday' }) })
  .meta({ id: 'TagRenaming' });

export const tagResult = z
  .object({
    count: z.int().meta({ description: 'How many transactions the tag was removed from, or restored or renamed on', example: 12 }),
  })
  .meta({ id: 'TagResult' });

export type TagName = z.infer<typeof tagName>;
export type TagRenaming = z.infer<typeof tagRenaming>;
export type TagResult = z.infer<typeof tagResult>;
export type TagList = z.infer<typeof tagList>;
