import { Fragment } from 'react';
import type { MonthSummary } from '@/api/generated';
import { daysOf, formatMonth } from '@/days/month';
import { formatAmount, formatCompact } from '@/money/money';
import { transactionsUrl } from '@/transactions/filter';
import { NavLink } from '@/ui/nav-link';
import { totalsOf } from './by-category';

const HEIGHT = 128;

interface MonthsChartProps {
  /** Oldest first; the last one is the month shown. */
  summaries: MonthSummary[];
  shown: string;
  locale: string;
}

/** A column chart of recent spending. Each column links to its month. */
export function MonthsChart({ summaries, shown, locale }: MonthsChartProps) {
  const most = Math.max(...summaries.map((summary) => totalsOf(summary).spent), 1);
  const incomplete = summaries.filter(({ withoutRate }) => withoutRate > 0);
  return (
    <>
      <ol className="grid auto-cols-fr grid-flow-col gap-1 sm:gap-3 lg:gap-1" aria-label="Spent in recent months">
        {summaries.map((summary) => {
          const { month, currency } = summary;
          const { spent } = totalsOf(summary);
          const height = Math.max((spent / most) * HEIGHT, 2);
          return (
            <li key={month}>
              <NavLink href={`/months/${month}`} aria-current={month === shown ? 'page' : undefined} className="month-link group">
                <svg aria-hidden="true" viewBox={`0 0 36 ${HEIGHT}`} className="h-32 w-9">
                  <rect
                    x="0"
                    y={HEIGHT - height}
                    width="36"
                    height={height}
                    rx="6"
                    className="fill-accent opacity-30 group-hover:opacity-50 group-aria-[current]:opacity-100"
                  />
                </svg>
                <span className="text-center">
                  {formatMonth(month, locale, 'short')}
                  <span aria-hidden="true" className="mt-0.5 block tabular-nums">
                    {formatCompact(spent, currency, locale)}
                  </span>
                  <span className="sr-only">
                    {` ${month.slice(0, 4)}: `}
                    {formatAmount(spent, currency, locale)}
                  </span>
                </span>
              </NavLink>
            </li>
          );
        })}
      </ol>
      {incomplete.length > 0 && (
        <p className="mt-3 text-sm text-faint">
          Not in these sums, for want of an exchange rate:{' '}
          {incomplete.map(({ month, withoutRate }, index) => (
            <Fragment key={month}>
              {index > 0 && ', '}
              <NavLink href={transactionsUrl({ rate: 'none', ...daysOf(month) })} className="link">
                {withoutRate} in {formatMonth(month, locale, 'short')}
              </NavLink>
            </Fragment>
          ))}
        </p>
      )}
    </>
  );
}
