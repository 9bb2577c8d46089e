import type { MonthSummary } from '@/api/generated';
import { formatMonth } from '@/days/month';
import { formatAmount, formatCompact } from '@/money/money';
import { NavLink } from '@/ui/nav-link';

const HEIGHT = 128;

interface MonthsChartProps {
  /** Oldest first; the last one is the month shown. */
  summaries: MonthSummary[];
  shown: string;
  locale: string;
}

/** A column chart of recent spending. Each column links to its month. */
export function MonthsChart({ summaries, shown, locale }: MonthsChartProps) {
  const most = Math.max(...summaries.map(({ expense }) => expense), 1);
  return (
    <ol className="grid auto-cols-fr grid-flow-col gap-1 sm:gap-3" aria-label="Spent in recent months">
      {summaries.map(({ month, expense, currency }) => {
        const height = Math.max((expense / most) * HEIGHT, 2);
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
                  {formatCompact(expense, currency, locale)}
                </span>
                <span className="sr-only">
                  {` ${month.slice(0, 4)}: `}
                  {formatAmount(expense, currency, locale)}
                </span>
              </span>
            </NavLink>
          </li>
        );
      })}
    </ol>
  );
}
