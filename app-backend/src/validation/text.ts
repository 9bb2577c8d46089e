import { z } from 'zod';

/** Words that a person entered. PostgreSQL keeps every character but U+0000. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `must be at most ${longest} characters long`)
    .refine((value) => !value.includes('\0'), 'must not contain the character U+0000');

/** The same, with something in it. */
export const words = (longest: number) => text(longest).min(1, 'must not be empty');
