import { z } from 'zod';
import { returnedId } from '../validation/id.js';
import type { PersonRow } from '../database/tables.js';
import { currency } from '../money/currency.js';
import { nonEmptyText } from '../validation/text.js';

const name = nonEmptyText(100).nullable().meta({ example: 'Ada' });
const homeCurrency = currency.meta({ description: 'Currency of your summaries and target of your rates' });

export const person = z
  .object({ id: returnedId, email: z.string().meta({ example: 'ada@example.com' }), name, homeCurrency })
  .meta({ id: 'Person' });

export const personChange = z.strictObject({ name, homeCurrency }).partial().meta({ id: 'PersonChange' });

export type Person = z.infer<typeof person>;
export type PersonChange = z.infer<typeof personChange>;

export const toPerson = (row: PersonRow): Person => ({ id: row.id, email: row.email, name: row.name, homeCurrency: row.home_currency });
