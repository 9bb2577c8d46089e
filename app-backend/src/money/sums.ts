import { Problem } from '../errors/problems.js';
import { canBeTold } from './rate.js';

/** A sum as PostgreSQL tells it, which has no bounds, as a number that JSON's readers get exactly. */
export function exactly(sum: string | bigint): number {
  const value = BigInt(sum);
  if (!canBeTold(value))
    throw new Problem(
      'too-much-to-add',
      'The sum is beyond 9007199254740991 minor units, which can not be told exactly: choose fewer transactions.',
    );
  return Number(value);
}
