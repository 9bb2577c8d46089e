import { z } from 'zod';

/** A whole number in a query string, where every value is text. */
export const wholeNumber = (min: number, max: number, message: string) =>
  z.coerce.number(message).int(message).min(min, message).max(max, message);

export const wholeDays = (max: number) =>
  z
    .int(`must be a whole number of days from 1 to ${max}`)
    .min(1, `must be a whole number of days from 1 to ${max}`)
    .max(max, `must be a whole number of days from 1 to ${max}`);
