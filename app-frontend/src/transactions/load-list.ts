import 'server-only';
import { type Api, unwrap } from '@/api/client';
import { type Totals, type TransactionPage, transactionsPage, transactionsTotals } from '@/api/generated';
import { ApiProblem, isTooMuchToAdd } from '@/api/problem';
import type { Choices } from '@/entries/choices';
import { type Filter, toPageQuery, toTotalsQuery, withoutInvalid } from './filter';

interface List {
  /** The parts of the filter that were applied. */
  filter: Filter;
  /** A sentence for each part that was not. */
  problems: string[];
  page: TransactionPage;
  /** Or why the API added nothing up. */
  totals: Totals | ApiProblem;
}

/** Loads a page of the list with its totals. Leaves out what is wrong in the address, and says so. */
export async function loadList(client: Api, asked: Filter, choices: Choices, locale: string): Promise<List> {
  let { filter, problems } = withoutInvalid(asked, choices, [], locale);
  for (;;) {
    try {
      const [page, totals] = await Promise.all([
        unwrap(transactionsPage({ client, query: toPageQuery(filter, choices.home, locale) })),
        unwrap(transactionsTotals({ client, query: toTotalsQuery(filter, choices.home, locale) })).catch(returnTooMuchToAdd),
      ]);
      return { filter, problems, page, totals };
    } catch (error) {
      const refused = error instanceof ApiProblem && error.status === 400 ? Object.keys(error.fields) : [];
      const left = withoutInvalid(filter, choices, refused, locale);
      if (left.problems.length === 0) throw error;
      filter = left.filter;
      problems = [...problems, ...left.problems];
    }
  }
}

function returnTooMuchToAdd(error: unknown): ApiProblem {
  if (isTooMuchToAdd(error)) return error;
  throw error;
}
