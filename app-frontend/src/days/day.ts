/** A day is a day wherever one is: yyyy-mm-dd, in no time zone. */
export function formatDay(day: string, locale: string): string {
  return format(day, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** For where there is little room. */
export function formatShortDay(day: string, locale: string): string {
  return format(day, locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Of a moment, the day that it is in a time zone, or where one is. */
export function dayIn(zone: string | undefined, moment = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
}

function format(day: string, locale: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
