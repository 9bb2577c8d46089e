import { z } from 'zod';
import type { CategoryRow } from '../database/tables.js';
import { words } from '../validation/text.js';

export const categoryInput = z.strictObject({ name: words(60).meta({ example: 'Groceries' }) }).meta({ id: 'CategoryInput' });

export const category = z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'Category' });

export const categoryList = z.object({ items: z.array(category) }).meta({ id: 'CategoryList' });

export type CategoryInput = z.infer<typeof categoryInput>;
export type Category = z.infer<typeof category>;
export type CategoryList = z.infer<typeof categoryList>;

export const toCategory = (row: CategoryRow): Category => ({ id: row.id, name: row.name });
