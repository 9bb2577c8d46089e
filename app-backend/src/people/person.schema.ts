import { z } from 'zod';
import type { PersonRow } from '../database/tables.js';

export const person = z.object({ id: z.uuid(), email: z.string(), name: z.string().nullable() }).meta({ id: 'Person' });

export type Person = z.infer<typeof person>;

export const toPerson = (row: PersonRow): Person => ({ id: row.id, email: row.email, name: row.name });
