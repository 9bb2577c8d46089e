import { z } from 'zod';
import { day } from '../validation/day.js';

/** Where a page ended: new expenses move nothing behind it. */
export interface Cursor {
  date: string;
  sequence: number;
}

export const formatCursor = ({ date, sequence }: Cursor): string => `${date}.${sequence}`;

export function parseCursor(cursor: string): Cursor {
  const [date = '', sequence = ''] = cursor.split('.');
  return { date, sequence: /^\d{1,15}$/.test(sequence) ? Number(sequence) : Number.NaN };
}

export const cursor = z.string().refine((value) => {
  const { date, sequence } = parseCursor(value);
  return day.safeParse(date).success && formatCursor({ date, sequence }) === value && !Number.isNaN(sequence);
}, 'has to be the nextCursor of a page');
