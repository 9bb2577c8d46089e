import type { Totals } from '@/api/generated';
import { ApiProblem } from '@/api/problem';
import { formatAmount } from '@/money/money';
import { englishFor } from '@/preferences/locale';
import type { Filter } from './filter';
import { MissingRates } from './missing-rates';

interface ListSumsProps {
  /** Or why the API added nothing up. */
  totals: Totals | ApiProblem;
  filter: Filter;
  locale: string;
}

/** The number of entries and their sums, above the list. */
export function ListSums({ totals, filter, locale }: ListSumsProps) {
  if (totals instanceof ApiProblem) return <p className="text-sm text-faint">{totals.detail}</p>;
  const { home, count } = totals;
  // Entries without a rate have sums only in their own currencies.
  const sums = filter.rate ? totals.currencies : [home];
  const sumsOf = (kind: 'expense' | 'income') =>
    new Intl.ListFormat(englishFor(locale)).format(
      sums.filter((sum) => !filter.rate || sum[kind] > 0).map((sum) => formatAmount(sum[kind], sum.currency, locale)),
    ) || formatAmount(0, home.currency, locale);
  return (
    <p className="text-sm text-faint tabular-nums">
      {new Intl.NumberFormat(locale).format(count)} {count === 1 ? 'entry' : 'entries'} · spent {sumsOf('expense')} · earned{' '}
      {sumsOf('income')}
      {home.withoutRate > 0 && !filter.rate && (
        <>
          {' · '}
          <MissingRates count={home.withoutRate} filter={filter} locale={locale} />
        </>
      )}
    </p>
  );
}
