import { z } from 'zod';

/** Free text. PostgreSQL stores every character except U+0000. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `must be at most ${longest} characters long`)
    .refine((value) => !value.includes('\0'), 'must not contain the character U+0000');

/** Free text with at least one character. */
export const words = (longest: number) => text(longest).min(1, 'must not be empty');
