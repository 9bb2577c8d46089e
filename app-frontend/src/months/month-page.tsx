import 'server-only';
import type { ReactNode } from 'react';
import { unwrap } from '@/api/client';
import { categoriesList } from '@/api/generated';
import { shownColours } from '@/categories/colours';
import { addMonths, daysOf, formatMonth, monthBefore } from '@/days/month';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { transactionsUrl } from '@/transactions/filter';
import { Empty } from '@/ui/empty';
import { totalsOf } from './by-category';
import { loadSummary } from './load-summary';
import { MonthFigures } from './month-figures';
import { MonthNavigation } from './month-navigation';
import { MonthsChart } from './months-chart';

/** The number of months in the chart. */
const SHOWN = 6;

/** Renders the page of a month. */
export function monthPage(month: string): Promise<ReactNode> {
  return signedInPage({ path: `/months/${month}`, section: 'month' }, async (client) => {
    const months = Array.from({ length: SHOWN }, (_, index) => addMonths(month, index - SHOWN + 1));
    const { locale, today } = await preferences();
    const isRunning = month === today.slice(0, 7);
    const [categories, sameDays, ...summaries] = await Promise.all([
      unwrap(categoriesList({ client })),
      isRunning ? loadSummary(client, addMonths(month, -1), monthBefore(today)) : undefined,
      ...months.map((each) => loadSummary(client, each, each === month && isRunning ? today : undefined)),
    ]);
    const now = summaries.at(-1);
    const previous = isRunning ? sameDays : summaries.at(-2);
    const shown = summaries.filter((summary) => summary !== undefined);
    const chart = shown.some((summary) => totalsOf(summary).spent > 0) && (
      <section className="card p-4 sm:p-5" aria-labelledby="by-month">
        <h2 id="by-month" className="subtitle mb-3">
          Spent by month
        </h2>
        <MonthsChart summaries={shown} shown={month} locale={locale} />
      </section>
    );
    return (
      <div className="space-y-5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h1 className="title">{formatMonth(month, locale)}</h1>
          <MonthNavigation month={month} current={today.slice(0, 7)} locale={locale} />
        </div>
        {now && previous ? (
          <MonthFigures {...{ now, previous, locale }} today={isRunning ? today : undefined} categories={shownColours(categories.items)}>
            {chart}
          </MonthFigures>
        ) : (
          <>
            <Empty
              title="The sums are too large to show"
              href={transactionsUrl({ ...daysOf(now ? addMonths(month, -1) : month), sort: 'largest' })}
              action="Show the largest entries"
            >
              The amounts of {formatMonth(now ? addMonths(month, -1) : month, locale)} add up to more than can be shown exactly. Is one of
              them a mistake?
            </Empty>
            {chart}
          </>
        )}
      </div>
    );
  });
}
