import { fractionDigits } from './currencies';

/** Money is a whole number of minor units: 12.50 EUR is 1250. It is never a fraction, and never goes through one. */
const AMOUNT = /^(\d+)(?:[.,](\d+))?$/;

/** What somebody typed, as minor units; or a sentence that says what is wrong with it. */
export function parseAmount(text: string, currency: string): { minorUnits: number } | { error: string } {
  const [, whole, fraction = ''] = AMOUNT.exec(text.replace(/\s/g, '')) ?? [];
  if (whole === undefined) return { error: 'Amount must be a number, for example 12.50.' };
  const digits = fractionDigits(currency);
  if (fraction.length > digits) return { error: `${currency} amounts have ${digits === 0 ? 'no' : `at most ${digits}`} decimal places.` };
  const minorUnits = Number(whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minorUnits)) return { error: 'Amount is too large.' };
  return minorUnits > 0 ? { minorUnits } : { error: 'Amount must be more than 0.' };
}

/** The same of what may be below 0, or 0: a balance. */
export function parseBalance(text: string, currency: string): { minorUnits: number } | { error: string } {
  const [, sign, rest = ''] = /^\s*([-−]?)(.*)$/s.exec(text) ?? [];
  if (/^[0\s]*([.,]0*)?$/.test(rest)) return { minorUnits: 0 };
  const amount = parseAmount(rest, currency);
  if ('error' in amount) return amount;
  return { minorUnits: sign ? -amount.minorUnits : amount.minorUnits };
}

/** As somebody would type it: "12.50". */
export function plainAmount(minorUnits: number, currency: string): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return minorUnits < 0 ? `-${decimal}` : decimal;
}

/** For people: "€12.50". */
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

/** Where there is little room, and the currency is told elsewhere: "1.8K". */
export function formatCompact(minorUnits: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(
    plainAmount(minorUnits, currency) as `${number}`,
  );
}

/** How one amount compares with another, in whole percent; none where there is nothing to compare with. */
export function changeInPercent(now: number, before: number): number | undefined {
  return before > 0 ? Math.round(((now - before) / before) * 100) : undefined;
}
