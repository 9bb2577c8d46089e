import { changeInPercent } from '@/money/money';

/** How it has changed since the month before. More is not better here: it has no colour that says so. */
export function Change({ now, previous, locale }: { now: number; previous: number; locale: string }) {
  const percent = changeInPercent(now, previous);
  if (percent === undefined) return now > 0 ? 'new' : null;
  const text = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero' }).format(percent / 100);
  return text;
}
