import { z } from 'zod';

const known = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217's exceptions from two digits. Intl follows how people write prices, which changes between releases of its data. */
const DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [
      code,
      0,
    ]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
  ...Object.fromEntries(['CLF', 'UYW'].map((code) => [code, 4])),
};

/** Returns the number of decimal places of the minor unit: EUR 2, JPY 0, KWD 3. */
export const fractionDigits = (code: string): number => DIGITS[code] ?? 2;

/** Formats minor units as a decimal of their currency: 1250 in EUR is "12.50". */
export function toMajorUnits(amount: number, code: string): string {
  const places = fractionDigits(code);
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${amount < 0 ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
}

export const currencies = [...known].map((code) => ({ code, fractionDigits: fractionDigits(code) }));

export const currency = z
  .string()
  .refine((code) => known.has(code), 'must be an ISO 4217 currency code such as EUR')
  .meta({ example: 'EUR' });
