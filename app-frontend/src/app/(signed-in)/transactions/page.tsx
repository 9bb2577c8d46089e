import type { Metadata } from 'next';
import { loadChoices } from '@/entries/choices';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { ComparedValues } from '@/transactions/compared-values';
import { contradictionIn, isFiltered, nextPage, previousPage, readFilter, transactionsUrl } from '@/transactions/filter';
import { FilterForm } from '@/transactions/filter-form';
import { loadList } from '@/transactions/load-list';
import { ListSums } from '@/transactions/list-sums';
import { TransactionsTable } from '@/transactions/transactions-table';
import { Alert } from '@/ui/alert';
import { Empty } from '@/ui/empty';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Transactions' };

export default async function TransactionsPage({ searchParams }: PageProps<'/transactions'>) {
  const asked = readFilter(await searchParams);
  return signedInPage({ path: transactionsUrl(asked), section: 'transactions' }, async (client, person) => {
    const [choices, { locale, today }] = await Promise.all([loadChoices(client), preferences()]);
    const { filter, problems, page, totals } = await loadList(client, asked, choices, locale);
    const previous = previousPage(filter);
    const isEmpty = 'count' in totals && totals.count === 0 && !isFiltered(filter);
    return (
      <div className="space-y-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h1 className="title">Transactions</h1>
          {!isEmpty && <ListSums {...{ totals, filter, locale }} />}
        </div>
        <Alert>{problems.length > 0 ? `Left out of this address: ${problems.join(' ')}` : undefined}</Alert>
        {!isEmpty && <FilterForm filter={filter} choices={choices} thisMonth={today.slice(0, 7)} locale={locale} />}
        <ComparedValues filter={filter} home={choices.home} />
        <TransactionsTable
          key={transactionsUrl(filter)}
          transactions={page.items}
          choices={choices}
          locale={locale}
          person={person}
          groupByDay={!filter.sort || filter.sort === 'oldest'}
          empty={
            page.nextCursor ? (
              <Empty title="Nothing found so far">
                One or two letters are looked for in a part of your entries at a time. Go on with the next page, or type three letters.
              </Empty>
            ) : isFiltered(filter) ? (
              <Empty title={filter.cursor ? 'No more matching transactions' : 'No matching transactions'}>
                {contradictionIn(filter, choices.home, locale) ??
                  'Try fewer filters or another word. The search covers payees, notes, tags, categories and accounts.'}
              </Empty>
            ) : (
              <Empty title="No entries yet" href="/" action="Add your first entry">
                All your entries are listed here. You can search, edit and categorize them.
              </Empty>
            )
          }
        />
        <nav aria-label="Pagination" className="flex flex-wrap gap-2 empty:hidden">
          {previous && (
            <NavLink href={transactionsUrl(previous)} className="button button-plain">
              Previous page
            </NavLink>
          )}
          {previous?.cursor && (
            <NavLink href={transactionsUrl({ ...filter, cursor: '', back: '' })} className="button button-quiet">
              First page
            </NavLink>
          )}
          {page.nextCursor && (
            <NavLink href={transactionsUrl(nextPage(filter, page.nextCursor))} className="button button-plain ml-auto">
              Next page
            </NavLink>
          )}
        </nav>
      </div>
    );
  });
}
