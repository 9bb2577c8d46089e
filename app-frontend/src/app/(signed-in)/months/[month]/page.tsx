import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { unwrap } from '@/api/client';
import { categoriesList } from '@/api/generated';
import { addMonths, daysOf, formatMonth, isMonth } from '@/days/month';
import { loadSummary } from '@/months/load-summary';
import { MonthFigures } from '@/months/month-figures';
import { MonthsChart } from '@/months/months-chart';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { transactionsUrl } from '@/transactions/filter';
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
      ...months.map((each) => loadSummary(client, each)),
    ]);
    const [previous, now] = summaries.slice(-2);
    const shown = summaries.filter((summary) => summary !== undefined);
    const chart = shown.some(({ expense }) => expense > 0) && (
      <section className="card p-4 sm:p-5" aria-labelledby="by-month">
        <h2 id="by-month" className="subtitle mb-3">
          Spent by month
        </h2>
        <MonthsChart summaries={shown} shown={month} locale={locale} />
      </section>
    );
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
        {now && previous ? (
          <MonthFigures now={now} previous={previous} categories={categories.items} locale={locale}>
            {chart}
          </MonthFigures>
        ) : (
          <>
          <Empty
            title="The sums are too large to show"
            href={transactionsUrl({ ...daysOf(now ? addMonths(month, -1) : month), sort: 'largest' })}
            action="Show the largest entries"
          >
            The amounts of {formatMonth(now ? addMonths(month, -1) : month, locale)} add up to more than can be shown exactly. Is one of them
            a mistake?
          </Empty>
          {chart}
          </>
        )}
      </div>
    );
  });
}
