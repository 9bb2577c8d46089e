import { z } from 'zod';

const MESSAGE = 'must be a date such as 2026-11-24';

/** A calendar date. PostgreSQL has no year 0, unlike ISO 8601. */
export const day = z.iso
  .date(MESSAGE)
  .refine((value) => value >= '0001-01-01', MESSAGE)
  .meta({ example: '2026-11-24' });

const [FIRST, LAST] = ['1900-01-01', '2199-12-31'];

/** The date of an entry. Years without a month page on the site, such as the typo 0026, are refused. */
export const entryDay = z.iso
  .date(MESSAGE)
  .refine((value) => value >= FIRST && value <= LAST, 'must be in the years 1900 to 2199')
  .meta({ example: '2026-11-24' });
