import type { TransactionsPageData, TransactionsTotalsData } from '@/api/generated';
import type { Choices } from '@/entries/choices';
import { parseAmount } from '@/money/money';

const NAMES = ['text', 'kind', 'categoryId', 'accountId', 'tag', 'from', 'to', 'min', 'max', 'rate', 'sort', 'cursor'] as const;

/** The filter of the list, as in its URL. */
export type Filter = Partial<Record<(typeof NAMES)[number], string>>;

type Parameters = Record<string, string | string[] | undefined>;

/** Reads the known parameters of a URL or a form that have a value. */
export function readFilter(parameters: Parameters): Filter {
  const filter: Filter = {};
  for (const name of NAMES) {
    const value = parameters[name];
    if (typeof value === 'string' && value.trim() && !isDefault(name, value)) filter[name] = value.trim();
  }
  return filter;
}

const isDefault = (name: string, value: string): boolean => name === 'sort' && value === 'newest';

/** Splits off what can't be applied, with a sentence for each part; `refused` names parameters that the API refused. */
export function withoutInvalid(
  filter: Filter,
  { accounts, categories, home }: Pick<Choices, 'accounts' | 'categories' | 'home'>,
  refused: readonly string[] = [],
): { filter: Filter; problems: string[] } {
  const isKnown = (things: readonly { id: string }[], id: string) => things.some((thing) => thing.id === id);
  const isAmount = (text: string) => 'minorUnits' in parseAmount(text, home);
  const isInvalid: { [name in keyof Filter]: (value: string) => boolean } = {
    accountId: (id) => !isKnown(accounts, id),
    categoryId: (id) => id !== 'none' && !isKnown(categories, id),
    min: (text) => refused.includes('minAmount') || !isAmount(text),
    max: (text) => refused.includes('maxAmount') || !isAmount(text),
  };
  const invalid = NAMES.filter((name) => filter[name] && (refused.includes(name) || isInvalid[name]?.(filter[name])));
  return {
    filter: Object.fromEntries(Object.entries(filter).filter(([name]) => !invalid.includes(name as keyof Filter))),
    problems: invalid.map((name) => PROBLEMS[name](filter[name]!)),
  };
}

const PROBLEMS: Record<keyof Filter, (value: string) => string> = {
  text: () => 'The text to search for is too long or contains characters that no entry has.',
  kind: (value) => `“${value}” is not a kind of entry.`,
  categoryId: () => 'The category to filter by does not exist.',
  accountId: () => 'The account to filter by does not exist.',
  tag: (value) => `“${value}” can't be a tag.`,
  from: (value) => `“${value}” is not a date to start from.`,
  to: (value) => `“${value}” is not a date to end on.`,
  min: (value) => `“${value}” is not a minimum amount.`,
  max: (value) => `“${value}” is not a maximum amount.`,
  rate: (value) => `“${value}” can't be filtered by.`,
  sort: (value) => `“${value}” is not an order.`,
  cursor: () => 'This page of the list does not exist. Here is the first one.',
};

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
