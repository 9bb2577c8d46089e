import type { ReactNode } from 'react';
import type { Category, MonthSummary } from '@/api/generated';
import { addMonths, formatMonth } from '@/days/month';
import { Empty } from '@/ui/empty';
import { byCategory } from './by-category';
import { BarLegend, CategoryTable } from './category-table';
import { TotalCard } from './total-card';

interface MonthFiguresProps {
  now: MonthSummary;
  previous: MonthSummary;
  categories: Category[];
  locale: string;
  /** Shown beside the categories. */
  children: ReactNode;
}

/** The totals of a month and its categories, compared with the previous month. */
export function MonthFigures({ now, previous, categories, locale, children }: MonthFiguresProps) {
  const { month, currency } = now;
  const shares = byCategory(now, previous, categories);
  const shared = { previousMonth: formatMonth(previous.month, locale, 'short'), currency, locale };
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 [&>:first-child]:max-sm:col-span-2">
        <TotalCard name="Spent" now={now.expense} previous={previous.expense} {...shared} />
        <TotalCard name="Earned" now={now.income} previous={previous.income} {...shared} />
        <TotalCard name="Left" now={now.income - now.expense} previous={previous.income - previous.expense} {...shared} />
      </dl>
      {now.withoutRate > 0 && (
        <p className="rounded-xl bg-raised px-4 py-3 text-sm">
          {now.withoutRate === 1 ? 'One entry in another currency is' : `${now.withoutRate} entries in other currencies are`} not included
          in these totals. Add the exchange rate under Transactions.
        </p>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:[&>:only-child]:col-span-2">
        {shares.length > 0 ? (
          <section className="card p-4 sm:p-5" aria-labelledby="by-category">
            <div className="mb-3 flex items-baseline justify-between">
              <h2 id="by-category" className="subtitle">
                By category
              </h2>
              <BarLegend previousMonth={formatMonth(addMonths(month, -1), locale)} />
            </div>
            <CategoryTable shares={shares} total={now.expense} month={month} currency={currency} locale={locale} />
          </section>
        ) : (
          <Empty title="Nothing spent" href="/" action="Add an entry">
            Entries dated {formatMonth(month, locale)} are summed up here by category and compared with the previous month.
          </Empty>
        )}
        {children}
      </div>
    </>
  );
}
