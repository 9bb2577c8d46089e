import { englishFor } from '@/preferences/locale';
import { fractionDigits } from './currencies';

type Parsed = { minorUnits: number } | { error: string };

/** The API's limit, in minor units. */
const MAX_AMOUNT = 10_000_000_000_000;

const NOT_POSITIVE = 'Amount must be more than 0.';

/**
 * Parses typed text into minor units, or returns an error message. Amounts are integers in minor units, never floats: 12.50 EUR is 1250.
 * Reads amounts as the locale or another one prints them, and refuses what could mean two amounts.
 */
export function parseAmount(text: string, currency: string, locale = 'en'): Parsed {
  const digits = fractionDigits(currency);
  const typed = withoutCurrency(text, currency, locale).replace(/^\+/, '').trim();
  const number = /^[-−]\s*\d/.test(typed) ? { error: NOT_POSITIVE } : readNumber(typed, digits, separators(locale));
  if ('error' in number) return number;
  const { whole, fraction } = number;
  if (fraction.length > digits) return { error: `${currency} amounts have ${digits === 0 ? 'no' : `at most ${digits}`} decimal places.` };
  const minorUnits = Number(whole + fraction.padEnd(digits, '0'));
  if (minorUnits > MAX_AMOUNT) return { error: `Amount must be at most ${formatAmount(MAX_AMOUNT, currency, locale)}.` };
  return minorUnits > 0 ? { minorUnits } : { error: NOT_POSITIVE };
}

/** Parses a balance, which may be 0 or negative. */
export function parseBalance(text: string, currency: string, locale = 'en'): Parsed {
  const [, sign, rest = ''] = /^([-−]?)(.*)$/s.exec(withoutCurrency(text, currency, locale)) ?? [];
  if (/^[0\s]*([.,]0*)?$/.test(rest)) return { minorUnits: 0 };
  const amount = parseAmount(rest, currency, locale);
  if ('error' in amount) return amount;
  return { minorUnits: sign ? -amount.minorUnits : amount.minorUnits };
}

interface Separators {
  group: string;
  decimal: string;
}

/** Returns what the locale prints before decimals: a point or a comma. */
export const decimalSeparator = (locale: string): string => separators(locale).decimal;

export function separators(locale: string): Separators {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1234567);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: find('group'), decimal: find('decimal') };
}

/** Reads digits as the locale or another one prints them, or returns an error message. */
export function readNumber(
  text: string,
  digits: number,
  { group, decimal }: Separators,
): { whole: string; fraction: string } | { error: string } {
  const [, before = '', separator, fraction = ''] = /^(.*?)(?:([.,])(\d*))?$/s.exec(text)!;
  const whole = before === '' && fraction !== '' ? '0' : withoutGroups(before);
  const asGroups = withoutGroups(text);
  const asDecimal = separator !== undefined && whole !== undefined && !before.includes(separator) ? { whole, fraction } : undefined;
  if (!asDecimal)
    return asGroups === undefined
      ? { error: `Amount must be a number, for example ${digits === 0 ? '1250' : `12${decimal}50`}.` }
      : { whole: asGroups, fraction: '' };
  // Three digits after the only separator may be a group of thousands.
  if (asGroups === undefined || separator === decimal) return asDecimal;
  if (separator === group && digits < 3) return { whole: asGroups, fraction: '' };
  return { error: `“${text}” could mean ${asGroups} or ${whole}${decimal}${fraction}. Enter one of the two.` };
}

/** Three digits a group, or in India two before the last three. */
const GROUPED = /^[1-9]\d{0,2}(?:([ '’.,])\d{3}(?:\1\d{3})*)$|^[1-9]\d?(?:,\d{2})*,\d{3}$/;

/** Removes separators between thousands; undefined if the text is no whole number. */
function withoutGroups(text: string): string | undefined {
  const number = text.replace(/\s/g, ' ');
  return /^\d+$/.test(number) || GROUPED.test(number) ? number.replace(/\D/g, '') : undefined;
}

/** Makes characters as wide as a Chinese one those of other keyboards, and removes invisible marks of the writing direction. */
export const plainText = (text: string): string =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\p{Cf}/gu, '')
    .trim();

/** Removes the currency, as the locale or English prints it. */
function withoutCurrency(text: string, currency: string, locale: string): string {
  const typed = plainText(text);
  for (const symbol of symbols(currency, locale)) {
    const start = typed.toLowerCase().indexOf(symbol.toLowerCase());
    const [before, after] = [typed.slice(0, start), typed.slice(start + symbol.length)];
    // Within the number, it would be something else.
    if (start >= 0 && (/^[-−+\s]*$/.test(before) || after === '')) return (before + after).trim();
  }
  return typed;
}

/** Lists how a currency is written, longest first: US$ before $. */
function symbols(currency: string, locale: string): string[] {
  const formats = [locale, 'en'].flatMap((each) =>
    (['symbol', 'narrowSymbol'] as const).map(
      (currencyDisplay) => new Intl.NumberFormat(each, { style: 'currency', currency, currencyDisplay }),
    ),
  );
  const printed = formats.map((format) => format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? '');
  return [...new Set([currency, ...printed])].filter(Boolean).sort((a, b) => b.length - a.length);
}

/** Formats an amount for a text field: "12.50", or "12,50" where the locale does so. */
export function plainAmount(minorUnits: number, currency: string, locale = 'en'): string {
  return decimalText(minorUnits, currency).replace('.', decimalSeparator(locale));
}

function decimalText(minorUnits: number, currency: string): string {
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
  return format.format(decimalText(minorUnits, currency) as `${number}`);
}

/** Formats a sum, or says that it has no exact number. */
export const formatSum = (minorUnits: number | null, currency: string, locale: string): string =>
  minorUnits !== null && Number.isSafeInteger(minorUnits) ? formatAmount(minorUnits, currency, locale) : 'Too large to show';

/** Formats an amount where space is short and the currency is shown elsewhere: "1.8K". */
export function formatCompact(minorUnits: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(englishFor(locale), { notation: 'compact', maximumFractionDigits: 1 }).format(
    decimalText(minorUnits, currency) as `${number}`,
  );
}

/** Returns the change in whole percent, or undefined if there is nothing to compare with. */
export function changeInPercent(now: number, before: number): number | undefined {
  return before > 0 ? Math.round(((now - before) / before) * 100) : undefined;
}
