import { fractionDigits } from './currencies';
import { MAX_DIGITS } from './typed-rate';

/**
 * Returns the shortest rate at which the API converts an amount to exactly this one in the home currency, both in minor units; undefined if
 * no rate that it takes does.
 */
export function rateBetween(amount: number, currency: string, homeAmount: number, home: string): string | undefined {
  const places = fractionDigits(currency) - fractionDigits(home);
  for (let digits = 0; digits <= MAX_DIGITS; digits++) {
    const [up, down] = [power(digits + places), power(-digits - places)];
    const rate = divide(BigInt(homeAmount) * up, BigInt(amount) * down);
    if (divide(BigInt(amount) * rate * down, up) !== BigInt(homeAmount)) continue;
    const text = String(rate).padStart(digits + 1, '0');
    const whole = text.slice(0, text.length - digits);
    return whole.length > MAX_DIGITS ? undefined : whole + (digits > 0 ? `.${text.slice(-digits)}` : '');
  }
  return undefined;
}

const power = (exponent: number): bigint => 10n ** BigInt(Math.max(0, exponent));

/** Divides positive numbers and rounds half up, like the API. */
const divide = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);
