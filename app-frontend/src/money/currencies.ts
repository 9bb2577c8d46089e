/** What forms offer besides the currencies that somebody uses; the API knows every one of ISO 4217. */
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

/** The ones in use first. */
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

/** How many digits the minor unit stands behind the point, as the API has it (ISO 4217); a browser's own data changes with its release. */
export const fractionDigits = (currency: string): number => DIGITS[currency] ?? 2;
