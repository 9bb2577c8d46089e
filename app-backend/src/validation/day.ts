import { z } from 'zod';

const MESSAGE = 'must be a date such as 2026-11-24';

/** A calendar date. PostgreSQL has no year 0, unlike ISO 8601. */
export const day = z.iso
  .date(MESSAGE)
  .refine((value) => value >= '0001-01-01', MESSAGE)
  .meta({ example: '2026-11-24' });
