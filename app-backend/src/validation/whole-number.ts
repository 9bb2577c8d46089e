import { z } from 'zod';

/** A whole number in a query, where all is text. */
export const wholeNumber = (least: number, most: number, message: string) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message);

export const wholeDays = (most: number) =>
  z
    .int(`has to be a whole number of days from 1 to ${most}`)
    .min(1, `has to be a whole number of days from 1 to ${most}`)
    .max(most, `has to be a whole number of days from 1 to ${most}`);
