import { z } from 'zod';

/** Free text. PostgreSQL stores every character except U+0000. */
export const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .refine((value) => !value.includes('\0'), 'must not contain the character U+0000');

/** Free text with at least one character. */
export const nonEmptyText = (maxLength: number) => text(maxLength).min(1);
