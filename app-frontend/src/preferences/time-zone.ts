export const ZONE_COOKIE = 'zone';

/** A time zone that there is, or the other. */
export function timeZoneOr(wanted: string | undefined, other: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted ?? other }).resolvedOptions().timeZone;
  } catch {
    return other;
  }
}
