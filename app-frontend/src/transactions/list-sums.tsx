import type { Totals } from '@/api/generated';
import { formatAmount } from '@/money/money';

/** The number of entries and their sums, above the list. */
export function ListSums({ totals, locale }: { totals: Totals | undefined; locale: string }) {
  if (!totals) return <p className="text-sm text-faint">The sums are too large to show. Select fewer entries.</p>;
  const { expense, income, currency } = totals.home;
  return (
    <p className="text-sm text-faint tabular-nums">
      {new Intl.NumberFormat(locale).format(totals.count)} {totals.count === 1 ? 'entry' : 'entries'} · spent{' '}
      {formatAmount(expense, currency, locale)} · earned {formatAmount(income, currency, locale)}
    </p>
  );
}
