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

/** Returns the decimal places of a currency (ISO 4217), as in the API. Browsers' own data differs between versions. */
export const fractionDigits = (currency: string): number => DIGITS[currency] ?? 2;
