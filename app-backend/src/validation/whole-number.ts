import { z } from 'zod';

/** A whole number in a query string, where every value is text. */
export const wholeNumber = (least: number, most: number, message: string) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message);

export const wholeDays = (most: number) =>
  z
    .int(`must be a whole number of days from 1 to ${most}`)
    .min(1, `must be a whole number of days from 1 to ${most}`)
    .max(most, `must be a whole number of days from 1 to ${most}`);
