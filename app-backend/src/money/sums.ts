import { Problem } from '../errors/problems.js';
import { isSafeInteger } from './rate.js';

/** Converts a sum of PostgreSQL, which has no upper bound, to a number that JSON represents exactly. */
export function toSafeNumber(sum: string | bigint): number {
  const value = BigInt(sum);
  if (!isSafeInteger(value))
    throw new Problem('too-much-to-add', `The sum is too large to show: ${value} minor units. Select fewer entries.`);
  return Number(value);
}
