import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { unwrap } from '@/api/client';
import { categoriesList, summariesMonth } from '@/api/generated';
import { addMonths, formatMonth, isMonth } from '@/days/month';
import { byCategory } from '@/months/by-category';
import { BarLegend, CategoryTable } from '@/months/category-table';
import { MonthsChart } from '@/months/months-chart';
import { TotalCard } from '@/months/total-card';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { Empty } from '@/ui/empty';
import { NextIcon, PreviousIcon } from '@/ui/icons';
import { NavLink } from '@/ui/nav-link';

/** The number of months in the chart. The last two are compared. */
const SHOWN = 6;

export const metadata: Metadata = { title: 'Month' };

export default async function MonthPage({ params }: PageProps<'/months/[month]'>) {
  const { month } = await params;
  if (!isMonth(month)) notFound();
  return signedInPage({ path: `/months/${month}`, section: 'month' }, async (client) => {
    const months = Array.from({ length: SHOWN }, (_, index) => addMonths(month, index - SHOWN + 1));
    const [{ locale, today }, categories, ...summaries] = await Promise.all([
      preferences(),
      unwrap(categoriesList({ client })),
      ...months.map((each) => unwrap(summariesMonth({ client, path: { month: each } }))),
    ]);
    const [previous, now] = [summaries.at(-2)!, summaries.at(-1)!];
    const { currency } = now;
    const previousMonth = formatMonth(addMonths(month, -1), locale, 'short');
    const shares = byCategory(now, previous, categories.items);
    return (
      <div className="space-y-5">
        <div className="flex items-center justify-between">
          <h1 className="title">{formatMonth(month, locale)}</h1>
          <nav aria-label="Months" className="flex gap-1">
            <NavLink
              href={`/months/${addMonths(month, -1)}`}
              className="button button-plain w-11 px-0"
              aria-label={formatMonth(addMonths(month, -1), locale)}
            >
              <PreviousIcon />
            </NavLink>
            {month < today.slice(0, 7) && (
              <NavLink
                href={`/months/${addMonths(month, 1)}`}
                className="button button-plain w-11 px-0"
                aria-label={formatMonth(addMonths(month, 1), locale)}
              >
                <NextIcon />
              </NavLink>
            )}
          </nav>
        </div>
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 [&>:first-child]:max-sm:col-span-2">
          <TotalCard
            name="Spent"
            {...{ previousMonth }}
            now={now.expense}
            previous={previous.expense}
            currency={currency}
            locale={locale}
          />
          <TotalCard name="Earned" {...{ previousMonth }} now={now.income} previous={previous.income} currency={currency} locale={locale} />
          <TotalCard
            name="Left"
            {...{ previousMonth }}
            now={now.income - now.expense}
            previous={previous.income - previous.expense}
            currency={currency}
            locale={locale}
          />
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
          {summaries.some(({ expense }) => expense > 0) && (
            <section className="card p-4 sm:p-5" aria-labelledby="by-month">
              <h2 id="by-month" className="subtitle mb-3">
                Spent by month
              </h2>
              <MonthsChart summaries={summaries} shown={month} locale={locale} />
            </section>
          )}
        </div>
      </div>
    );
  });
}
