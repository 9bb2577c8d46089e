import { fractionDigits } from './currencies';

/** Amounts are integers in minor units, never floats: 12.50 EUR is 1250. */
const AMOUNT = /^(\d+)(?:[.,](\d+))?$/;

/** The API's limit, in minor units. */
const MAX_AMOUNT = 10_000_000_000_000;

/** Parses typed text into minor units, or returns an error message. */
export function parseAmount(text: string, currency: string): { minorUnits: number } | { error: string } {
  const [, whole, fraction = ''] = AMOUNT.exec(text.replace(/\s/g, '')) ?? [];
  if (whole === undefined) return { error: 'Amount must be a number, for example 12.50.' };
  const digits = fractionDigits(currency);
  if (fraction.length > digits) return { error: `${currency} amounts have ${digits === 0 ? 'no' : `at most ${digits}`} decimal places.` };
  const minorUnits = Number(whole + fraction.padEnd(digits, '0'));
  if (minorUnits > MAX_AMOUNT) return { error: `Amount must be at most ${plainAmount(MAX_AMOUNT, currency)} ${currency}.` };
  return minorUnits > 0 ? { minorUnits } : { error: 'Amount must be more than 0.' };
}

/** Parses a balance, which may be 0 or negative. */
export function parseBalance(text: string, currency: string): { minorUnits: number } | { error: string } {
  const [, sign, rest = ''] = /^\s*([-−]?)(.*)$/s.exec(text) ?? [];
  if (/^[0\s]*([.,]0*)?$/.test(rest)) return { minorUnits: 0 };
  const amount = parseAmount(rest, currency);
  if ('error' in amount) return amount;
  return { minorUnits: sign ? -amount.minorUnits : amount.minorUnits };
}

/** Formats an amount for a text field: "12.50". */
export function plainAmount(minorUnits: number, currency: string): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return minorUnits < 0 ? `-${decimal}` : decimal;
}

/** Formats an amount with its currency: "€12.50". */
export function formatAmount(minorUnits: number, currency: string, locale: string, signDisplay: 'auto' | 'exceptZero' = 'auto'): string {
  const digits = fractionDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    signDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(plainAmount(minorUnits, currency) as `${number}`);
}

/** Formats a sum, or says that it has no exact number. */
export const formatSum = (minorUnits: number | null, currency: string, locale: string): string =>
  minorUnits !== null && Number.isSafeInteger(minorUnits) ? formatAmount(minorUnits, currency, locale) : 'Too large to show';

/** Formats an amount where space is short and the currency is shown elsewhere: "1.8K". */
export function formatCompact(minorUnits: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(
    plainAmount(minorUnits, currency) as `${number}`,
  );
}

/** Returns the change in whole percent, or undefined if there is nothing to compare with. */
export function changeInPercent(now: number, before: number): number | undefined {
  return before > 0 ? Math.round(((now - before) / before) * 100) : undefined;
}
