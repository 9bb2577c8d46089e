import { Problem } from '../errors/problems.js';
import { isSafeInteger } from './rate.js';

/** Converts a sum of PostgreSQL, which has no upper bound, to a number that JSON represents exactly. */
export function toSafeNumber(sum: string | bigint): number {
  const value = BigInt(sum);
  if (!isSafeInteger(value))
    throw new Problem(
      'too-much-to-add',
      `The sum is ${value}, which exceeds 9007199254740991 minor units and has no exact JSON number. Select fewer transactions.`,
    );
  return Number(value);
}
