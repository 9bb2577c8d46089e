import { decimalSeparator, plainText, readNumber, separators } from './money';

/** The API takes at most ten digits before and after the point. */
export const MAX_DIGITS = 10;

/** Reads a typed rate as the API takes it, more than 0, or returns an error message. Refuses what could mean two rates. */
export function parseRate(text: string, locale = 'en'): { rate: string } | { error: string } {
  const number = readNumber(plainText(text), MAX_DIGITS, separators(locale));
  if ('error' in number && number.error.startsWith('“')) return number;
  const { whole, fraction } = 'error' in number ? { whole: '', fraction: '' } : number;
  const isRate = whole.length <= MAX_DIGITS && fraction.length <= MAX_DIGITS && /[1-9]/.test(whole + fraction);
  if (isRate) return { rate: fraction ? `${whole}.${fraction}` : whole };
  const example = `0${decimalSeparator(locale)}92`;
  return { error: `Exchange rate must be a number such as ${example}: more than 0, with at most ten digits before and after the point.` };
}

/** Formats a rate for a text field. */
export const plainRate = (rate: string, locale = 'en'): string => rate.replace('.', decimalSeparator(locale));
