import { changeInPercent } from '@/money/money';

/** The change since the previous month, without a colour: more is not better here. */
export function Change({ now, previous, locale }: { now: number; previous: number; locale: string }) {
  const percent = changeInPercent(now, previous);
  if (percent === undefined) return now > 0 ? 'new' : null;
  const text = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero' }).format(percent / 100);
  return text;
}
