import type { ReactNode } from 'react';
import type { Category, MonthSummary } from '@/api/generated';
import { daysOf, formatDaysUpTo, formatMonth, monthBefore } from '@/days/month';
import { formatAmount } from '@/money/money';
import { MissingRates } from '@/transactions/missing-rates';
import { Empty } from '@/ui/empty';
import { byCategory, totalsOf } from './by-category';
import { BarLegend, CategoryTable } from './category-table';
import { TotalCard } from './total-card';

interface MonthFiguresProps {
  now: MonthSummary;
  previous: MonthSummary;
  /** Set in the running month: both months are summed up to this day. */
  today: string | undefined;
  categories: Category[];
  locale: string;
  /** Shown beside the categories. */
  children: ReactNode;
}

/** The totals of a month and its categories, compared with the previous month. */
export function MonthFigures({ now, previous, today, categories, locale, children }: MonthFiguresProps) {
  const { month, currency } = now;
  const [totals, before] = [totalsOf(now), totalsOf(previous)];
  const days = { ...daysOf(month), ...(today && { to: today }) };
  const earlierDays = { ...daysOf(previous.month), ...(today && { to: monthBefore(today) }) };
  const period = today ? formatDaysUpTo(earlierDays.to, locale) : formatMonth(previous.month, locale, 'short');
  const card = { period: today ? `for ${period}` : `in ${period}`, currency, locale };
  const table = { days, period: today ? period : formatMonth(previous.month, locale), currency, locale };
  const [spent, earned] = [byCategory('spent', now, previous, categories), byCategory('earned', now, previous, categories)];
  return (
    <>
      {today && (
        <p className="text-sm text-faint">
          {formatDaysUpTo(today, locale)}, compared with {period}. Entries with a later date are not counted yet.
        </p>
      )}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 [&>:first-child]:max-sm:col-span-2">
        <TotalCard name="Spent" now={totals.spent} previous={before.spent} {...card} />
        <TotalCard name="Earned" now={totals.earned} previous={before.earned} {...card} />
        <TotalCard name="Left" now={totals.earned - totals.spent} previous={before.earned - before.spent} {...card} />
      </dl>
      {totals.refunded > 0 && (
        <p className="text-sm text-faint">
          Refunds of {formatAmount(totals.refunded, currency, locale)} are subtracted in their categories.
        </p>
      )}
      {[
        { summary: now, of: days },
        { summary: previous, of: earlierDays },
      ].map(
        ({ summary, of }) =>
          summary.withoutRate > 0 && (
            <p key={summary.month} className="rounded-xl bg-raised px-4 py-3 text-sm">
              {formatMonth(summary.month, locale)}: <MissingRates count={summary.withoutRate} filter={of} locale={locale} />.
            </p>
          ),
      )}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:[&>:only-child]:col-span-2">
        <div className="min-w-0 space-y-5">
          {spent.length > 0 ? (
            <CategorySection id="by-category" title="By category" period={table.period}>
              <CategoryTable kind="expense" shares={spent} total={totals.spent} {...table} />
            </CategorySection>
          ) : (
            <Empty title="Nothing spent" href="/" action="Add an entry">
              Entries dated {formatMonth(month, locale)} are summed up here by category and compared with the previous month.
            </Empty>
          )}
          {earned.length > 0 && (
            <CategorySection id="income-by-category" title="Income by category" period={table.period}>
              <CategoryTable kind="income" shares={earned} total={totals.earned} {...table} />
            </CategorySection>
          )}
        </div>
        {children}
      </div>
    </>
  );
}

function CategorySection({ id, title, period, children }: { id: string; title: string; period: string; children: ReactNode }) {
  return (
    <section className="card p-4 sm:p-5" aria-labelledby={id}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} className="subtitle">
          {title}
        </h2>
        <BarLegend period={period} />
      </div>
      {children}
    </section>
  );
}
