import type { TransactionsPageData, TransactionsTotalsData } from '@/api/generated';
import { parseAmount } from '@/money/money';

const NAMES = ['text', 'kind', 'categoryId', 'accountId', 'tag', 'from', 'to', 'min', 'max', 'sort', 'cursor'] as const;

/** The filter of the list, as in its URL. */
export type Filter = Partial<Record<(typeof NAMES)[number], string>>;

type Parameters = Record<string, string | string[] | undefined>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const PATTERNS: Record<keyof Filter, RegExp> = {
  text: /^[^\0]{1,200}$/,
  kind: /^(expense|income|transfer)$/,
  categoryId: new RegExp(`${ID.source}|^none$`, 'i'),
  accountId: ID,
  tag: /^[^,\0]{1,40}$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  min: /\d/,
  max: /\d/,
  sort: /^(oldest|largest|smallest)$/,
  cursor: /./,
};

/** Reads the valid parameters of a URL and ignores the rest. */
export function readFilter(parameters: Parameters): Filter {
  const filter: Filter = {};
  for (const name of NAMES) {
    const value = parameters[name];
    if (typeof value === 'string' && PATTERNS[name].test(value.trim())) filter[name] = value.trim();
  }
  return filter;
}

export function transactionsUrl(filter: Filter): string {
  const query = new URLSearchParams(NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
  return query.size > 0 ? `/transactions?${query}` : '/transactions';
}

/** Returns whether the filter leaves any entries out. */
export const isFiltered = ({ sort: _sort, cursor: _cursor, ...filter }: Filter): boolean => Object.keys(filter).length > 0;

type TotalsQuery = NonNullable<TransactionsTotalsData['query']>;
type PageQuery = NonNullable<TransactionsPageData['query']>;

/** Builds the API query for the totals. */
export function toTotalsQuery({ sort: _sort, cursor: _cursor, min, max, ...filter }: Filter, home: string): TotalsQuery {
  return { ...filter, ...limit('minAmount', min, home), ...limit('maxAmount', max, home) } as TotalsQuery;
}

/** Builds the API query for one page. */
export const toPageQuery = (filter: Filter, home: string): PageQuery =>
  ({
    ...toTotalsQuery(filter, home),
    ...(filter.sort && { sort: filter.sort }),
    ...(filter.cursor && { cursor: filter.cursor }),
  }) as PageQuery;

function limit(name: string, text: string | undefined, currency: string): Record<string, number> {
  const amount = parseAmount(text ?? '', currency);
  return 'minorUnits' in amount ? { [name]: amount.minorUnits } : {};
}
