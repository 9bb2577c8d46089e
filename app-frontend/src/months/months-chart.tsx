import type { MonthSummary } from '@/api/generated';
import { formatMonth } from '@/days/month';
import { formatAmount } from '@/money/money';
import { NavLink } from '@/ui/nav-link';

const HEIGHT = 96;

interface MonthsChartProps {
  /** The oldest first; the last one is the one that is looked at. */
  summaries: MonthSummary[];
  shown: string;
  locale: string;
}

/** What was spent in each of the last months; each column leads to its month. */
export function MonthsChart({ summaries, shown, locale }: MonthsChartProps) {
  const most = Math.max(...summaries.map(({ expense }) => expense), 1);
  return (
    <ol className="grid auto-cols-fr grid-flow-col gap-1 sm:gap-3" aria-label="Spent in the last months">
      {summaries.map(({ month, expense, currency }) => {
        const height = Math.max((expense / most) * HEIGHT, 2);
        return (
          <li key={month}>
            <NavLink
              href={`/months/${month}`}
              aria-current={month === shown ? 'page' : undefined}
              className="group flex flex-col items-center gap-2 rounded-lg pt-2 pb-1.5 text-xs text-faint hover:bg-raised aria-[current]:font-semibold aria-[current]:text-ink"
            >
              <svg aria-hidden="true" viewBox={`0 0 36 ${HEIGHT}`} className="h-24 w-9">
                <rect x="0" y={HEIGHT - height} width="36" height={height} rx="5" className="fill-accent opacity-30 group-hover:opacity-50 group-aria-[current]:opacity-100" />
              </svg>
              <span>
                {formatMonth(month, locale, 'short')}
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
