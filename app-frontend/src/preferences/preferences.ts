import 'server-only';
import { cookies, headers } from 'next/headers';
import { dayIn } from '@/days/day';
import { preferredLocale } from './locale';
import { THEMES, type Theme } from './themes';
import { timeZoneOr, ZONE_COOKIE } from './time-zone';

/** Reads language, time zone and theme from the request. */
export async function preferences(): Promise<{ locale: string; today: string; theme: Theme; zone: string }> {
  const [requestHeaders, jar] = [await headers(), await cookies()];
  const zone = timeZoneOr(jar.get(ZONE_COOKIE)?.value, 'UTC');
  const theme = THEMES.find((known) => known === jar.get('theme')?.value) ?? 'system';
  return { locale: preferredLocale(requestHeaders.get('accept-language')), today: dayIn(zone), theme, zone };
}
