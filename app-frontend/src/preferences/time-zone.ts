export const ZONE_COOKIE = 'zone';

/** Returns the wanted time zone if it exists, otherwise the fallback. */
export function timeZoneOr(wanted: string | undefined, fallback: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted ?? fallback }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}
