import { z } from 'zod';

/** Spaces and invisible characters: pasted text often has them at its ends. Those within a text, as in emoji, have a meaning. */
const INVISIBLE_ENDS = /^[\s\u200b\u200e\u200f\u2060]+|[\s\u200b\u200e\u200f\u2060]+$/g;

/** Free text. PostgreSQL stores every character except U+0000. Zod counts an emoji that JavaScript counts as two as one character. */
export const text = (maxLength: number) =>
  z
    .string()
    .overwrite((value) => value.replace(INVISIBLE_ENDS, ''))
    .max(maxLength)
    .refine((value) => !value.includes('\0'), 'must not contain the character U+0000')
    .refine((value) => value.isWellFormed(), 'must not contain half of a character');

/** Free text with at least one character. */
export const nonEmptyText = (maxLength: number) => text(maxLength).min(1);
