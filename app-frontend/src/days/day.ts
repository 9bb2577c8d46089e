import { englishFor } from '@/preferences/locale';

/** Formats a day: yyyy-mm-dd, without a time zone. */
export function formatDay(day: string, locale: string): string {
  return format(day, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** Formats a day without the weekday, where space is short. */
export function formatShortDay(day: string, locale: string): string {
  return format(day, locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Formats one of the last days, where its month is clear. */
export function formatWeekday(day: string, locale: string): string {
  return format(day, locale, { weekday: 'short', day: 'numeric' });
}

/** Returns the day of an instant in a time zone, by default the local one. */
export function dayIn(zone: string | undefined, instant = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

/** Returns the last days up to one, latest first. */
export const lastDays = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, ago) => new Date(Date.parse(`${day}T00:00:00Z`) - ago * 86_400_000).toISOString().slice(0, 10));

function format(day: string, locale: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(englishFor(locale), { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
