import { z } from 'zod';
import type { CategoryRow } from '../database/tables.js';
import { returnedId, id } from '../validation/id.js';
import { nonEmptyText } from '../validation/text.js';

const name = nonEmptyText(60).meta({ example: 'Groceries' });
const parentId = id.nullable().meta({ description: 'The parent category, itself a top-level one', example: null });
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #2e7d32')
  .toLowerCase()
  .nullable()
  .meta({ example: '#2e7d32' });
const icon = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of an icon such as shopping-cart')
  .max(40)
  .nullable()
  .meta({ example: 'shopping-cart' });

export const newCategory = z
  .strictObject({ name, parentId: parentId.default(null), colour: colour.default(null), icon: icon.default(null) })
  .meta({ id: 'CategoryInput' });

export const categoryChange = z.strictObject({ name, parentId, colour, icon }).partial().meta({ id: 'CategoryChange' });

export const category = z
  .object({
    id: returnedId,
    name,
    parentId: returnedId.nullable(),
    colour: z.string().nullable().meta({ example: '#2e7d32' }),
    icon: z.string().nullable().meta({ example: 'shopping-cart' }),
  })
  .meta({ id: 'Category' });

export const categoryList = z.object({ items: z.array(category) }).meta({ id: 'CategoryList' });

export const categoryRestoration = z
  .object({ count: z.int().meta({ description: 'How many transactions have the category again', example: 12 }) })
  .meta({ id: 'CategoryRestoration' });

export type CategoryRestoration = z.infer<typeof categoryRestoration>;
export type NewCategory = z.infer<typeof newCategory>;
export type CategoryChange = z.infer<typeof categoryChange>;
export type Category = z.infer<typeof category>;
export type CategoryList = z.infer<typeof categoryList>;

export const toCategory = (row: CategoryRow): Category => ({
  id: row.id,
  name: row.name,
  parentId: row.parent_id,
  colour: row.colour,
  icon: row.icon,
});
