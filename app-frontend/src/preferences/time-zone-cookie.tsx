'use client';

import { useEffect } from 'react';
import { ZONE_COOKIE } from './time-zone';

/** Stores the browser's time zone in a cookie, so that the server knows the local date. */
export function TimeZoneCookie({ known }: { known: string }) {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone !== known) document.cookie = `${ZONE_COOKIE}=${timeZone}; path=/; max-age=31536000; samesite=lax`;
  }, [known]);
  return null;
}
