import type { Metadata } from 'next';
import { unwrap } from '@/api/client';
import { transactionsPage, transactionsTotals } from '@/api/generated';
import { loadChoices } from '@/entries/choices';
import { formatAmount } from '@/money/money';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { isFiltered, readFilter, toPageQuery, toTotalsQuery, transactionsUrl } from '@/transactions/filter';
import { FilterForm } from '@/transactions/filter-form';
import { TransactionsTable } from '@/transactions/transactions-table';
import { Empty } from '@/ui/empty';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Transactions' };

export default async function TransactionsPage({ searchParams }: PageProps<'/transactions'>) {
  const filter = readFilter(await searchParams);
  return signedInPage({ path: transactionsUrl(filter), section: 'transactions' }, async (client) => {
    const [choices, { locale }] = await Promise.all([loadChoices(client), preferences()]);
    const [page, totals] = await Promise.all([
      unwrap(transactionsPage({ client, query: toPageQuery(filter, choices.home) })),
      unwrap(transactionsTotals({ client, query: toTotalsQuery(filter, choices.home) })),
    ]);
    const { expense, income, currency } = totals.home;
    const isEmpty = totals.count === 0 && !isFiltered(filter);
    return (
      <div className="space-y-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h1 className="title">Transactions</h1>
          <p className="text-sm text-faint tabular-nums" hidden={isEmpty}>
            {new Intl.NumberFormat(locale).format(totals.count)} {totals.count === 1 ? 'entry' : 'entries'} · spent{' '}
            {formatAmount(expense, currency, locale)} · earned {formatAmount(income, currency, locale)}
          </p>
        </div>
        {!isEmpty && <FilterForm filter={filter} choices={choices} />}
        <TransactionsTable
          key={transactionsUrl(filter)}
          transactions={page.items}
          choices={choices}
          locale={locale}
          groupByDay={!filter.sort || filter.sort === 'oldest'}
          empty={
            isFiltered(filter) ? (
              <Empty title="No matching transactions">Try fewer filters or another word. The search covers payees and notes.</Empty>
            ) : (
              <Empty title="No entries yet" href="/" action="Add your first entry">
                All your entries are listed here. You can search, edit and categorize them.
              </Empty>
            )
          }
        />
        <nav aria-label="Pagination" className="flex justify-between empty:hidden">
          {filter.cursor && (
            <NavLink href={transactionsUrl({ ...filter, cursor: '' })} className="button button-plain">
              First page
            </NavLink>
          )}
          {page.nextCursor && (
            <NavLink href={transactionsUrl({ ...filter, cursor: page.nextCursor })} className="button button-plain ml-auto">
              Next page
            </NavLink>
          )}
        </nav>
      </div>
    );
  });
}
