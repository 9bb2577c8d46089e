import { z } from 'zod';
import { fractionDigits } from './currency.js';
import { multiply, normalise, shift } from './decimal.js';

/** The value of one unit of a currency in the home currency: 1 USD is 0.92 EUR. */
export const rate = z
  .string()
  .regex(
    /^\d{1,10}(\.\d{1,10})?$/,
    'must be a decimal number in a string, such as "0.92", with at most ten digits before and after the point',
  )
  .refine((value) => /[1-9]/.test(value), 'must be more than 0')
  .transform(normalise)
  .meta({ description: 'Units of your home currency per unit of the currency', example: '0.92' });

/** Converts a rate to minor units, as stored, so that PostgreSQL needs no decimal places of currencies. */
export const toMinorRate = (major: string, currency: string, home: string): string =>
  shift(major, fractionDigits(home) - fractionDigits(currency));

export const toMajorRate = (minor: string, currency: string, home: string): string =>
  shift(minor, fractionDigits(currency) - fractionDigits(home));

/** Converts an amount to minor units of the home currency; null if the rate is unknown. */
export function homeAmount(amount: number, currency: string, minorRate: string | null, home: string): bigint | null {
  if (currency === home) return BigInt(amount);
  return minorRate === null ? null : multiply(amount, minorRate);
}

export const isSafeInteger = (amount: bigint): boolean => amount <= Number.MAX_SAFE_INTEGER && amount >= Number.MIN_SAFE_INTEGER;
