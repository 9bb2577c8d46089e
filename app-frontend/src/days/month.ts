import { englishFor } from '@/preferences/locale';

/** Only plausible years: 1900 to 2199. */
const MONTH = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/;

export const isMonth = (text: string): boolean => MONTH.test(text);

/** Adds months; a negative count goes back. */
export function addMonths(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

/** Returns the first and last day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const last = new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - 1);
  return { from: `${month}-01`, to: last.toISOString().slice(0, 10) };
}

/** Returns the same day of the month before, or that month's last day if it is shorter. */
export function monthBefore(day: string): string {
  const month = addMonths(day.slice(0, 7), -1);
  const [same, { to }] = [`${month}${day.slice(7)}`, daysOf(month)];
  return same < to ? same : to;
}

/** Formats the first days of a month, up to one: "1–30 Nov". */
export function formatDaysUpTo(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(englishFor(locale), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.formatRange(new Date(`${day.slice(0, 7)}-01T00:00:00Z`), new Date(`${day}T00:00:00Z`));
}

export function formatMonth(month: string, locale: string, length: 'long' | 'short' = 'long'): string {
  const parts = length === 'long' ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const);
  return new Intl.DateTimeFormat(englishFor(locale), { ...parts, timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}
