import { CurrencyListSchema } from './generated/schemas.gen';

const DIGITS: Record<string, number> = CurrencyListSchema['x-fraction-digits'];

/** Currencies that forms always offer. The API accepts all of ISO 4217. */
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

/** Lists the currencies for a select, those in use first. */
export const currencyOptions = (used: string[]): string[] => [...new Set([...used, ...COMMON])];

/** Returns the decimal places of a currency (ISO 4217), as in the API. Browsers' own data differs between versions. */
export const fractionDigits = (currency: string): number => DIGITS[currency] ?? 2;
