import { CurrencyListSchema } from './generated/schemas.gen';

const DIGITS: Record<string, number> = CurrencyListSchema['x-fraction-digits'];

/** Currencies that forms offer first. */
const COMMON = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'TRY',
  'CAD',
  'AUD',
  'NZD',
  'JPY',
  'CNY',
  'INR',
  'BRL',
  'MXN',
  'ZAR',
  'KRW',
  'SGD',
  'KWD',
];

/** Lists all currencies for a select: those in use first, then common ones, then the others by code. */
export function currencyOptions(used: string[]): { first: string[]; others: string[] } {
  const first = [...new Set([...used, ...COMMON])];
  return {
    first,
    others: Object.keys(DIGITS)
      .filter((code) => !first.includes(code))
      .sort(),
  };
}

/** Returns the decimal places of a currency (ISO 4217), as in the API. Browsers' own data differs between versions. */
export const fractionDigits = (currency: string): number => DIGITS[currency] ?? 2;
