import { z } from 'zod';

/** A whole number in a query, where all is text. */
export const wholeNumber = (least: number, most: number, message: string) => z.coerce.number(message).int(message).min(least, message).max(most, message);
