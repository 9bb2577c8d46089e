import type { TransactionsPageData, TransactionsTotalsData } from '@/api/generated';
import { daysOf, isMonth } from '@/days/month';
import type { Choices } from '@/entries/choices';
import { parseAmount } from '@/money/money';

const NAMES = ['text', 'kind', 'categoryId', 'accountId', 'tag', 'from', 'to', 'min', 'max', 'rate', 'sort', 'cursor', 'back'] as const;

/** The filter of the list, as in its URL. "back" has the cursors of the pages before, without the first page, which has none. */
export type Filter = Partial<Record<(typeof NAMES)[number], string>>;

/** The API checks all parameters but the way back, which only the site uses. */
const CHECKED = NAMES.filter((name) => name !== 'back');

type Parameters = Record<string, string | string[] | undefined>;

/** Returns the month that the days cover exactly, if they do. */
export function monthOf({ from = '', to }: Filter): string | undefined {
  const month = from.slice(0, 7);
  return isMonth(month) && from === daysOf(month).from && to === daysOf(month).to ? month : undefined;
}

/** Reads the known parameters of a URL or a form that have a value. A form's month stands for its days. */
export function readFilter(parameters: Parameters): Filter {
  const filter: Filter = {};
  for (const name of NAMES) {
    const value = parameters[name];
    if (typeof value === 'string' && value.trim() && !isDefault(name, value)) filter[name] = value.trim();
  }
  const { month } = parameters;
  const hasOwnDays = Boolean(filter.from ?? filter.to) && !monthOf(filter);
  return typeof month === 'string' && isMonth(month) && !hasOwnDays ? { ...filter, ...daysOf(month) } : filter;
}

const CURSOR_SEPARATOR = '~';

/** Keeps URLs short enough for every server. */
const MAX_BACK = 200;

const cursorsBefore = ({ back }: Filter): string[] => (back ? back.split(CURSOR_SEPARATOR) : []);

/** Returns the filter of the next page, which remembers the way back. */
export const nextPage = (filter: Filter, nextCursor: string): Filter => ({
  ...filter,
  cursor: nextCursor,
  back: [...cursorsBefore(filter), ...(filter.cursor ? [filter.cursor] : [])].slice(-MAX_BACK).join(CURSOR_SEPARATOR),
});

/** Returns the filter of the page before; undefined on the first page. */
export function previousPage(filter: Filter): Filter | undefined {
  if (!filter.cursor) return undefined;
  const before = cursorsBefore(filter);
  return { ...filter, cursor: before.at(-1) ?? '', back: before.slice(0, -1).join(CURSOR_SEPARATOR) };
}

const isDefault = (name: string, value: string): boolean => name === 'sort' && value === 'newest';

/** Splits off what can't be applied, with a sentence for each part; `refused` names parameters that the API refused. */
export function withoutInvalid(
  filter: Filter,
  { accounts, categories, home }: Pick<Choices, 'accounts' | 'categories' | 'home'>,
  refused: readonly string[] = [],
  locale?: string,
): { filter: Filter; problems: string[] } {
  const isKnown = (things: readonly { id: string }[], id: string) => things.some((thing) => thing.id === id);
  const isAmount = (text: string) => 'minorUnits' in parseAmount(text, home, locale);
  const isInvalid: { [name in keyof Filter]: (value: string) => boolean } = {
    accountId: (id) => !isKnown(accounts, id),
    categoryId: (id) => id !== 'none' && !isKnown(categories, id),
    min: (text) => refused.includes('minAmount') || !isAmount(text),
    max: (text) => refused.includes('maxAmount') || !isAmount(text),
  };
  const invalid = CHECKED.filter((name) => filter[name] && (refused.includes(name) || isInvalid[name]?.(filter[name])));
  const { back, ...valid } = Object.fromEntries(
    Object.entries(filter).filter(([name]) => !invalid.some((each) => each === name)),
  ) as Filter;
  return {
    filter: { ...valid, ...(back && valid.cursor && { back }) },
    problems: invalid.map((name) => PROBLEMS[name](filter[name]!)),
  };
}

const PROBLEMS: Record<Exclude<keyof Filter, 'back'>, (value: string) => string> = {
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
export const isFiltered = ({ sort: _sort, cursor: _cursor, back: _back, ...filter }: Filter): boolean => Object.keys(filter).length > 0;

/** Returns why no entry can match the filter, if its limits exclude each other. */
export function contradictionIn(filter: Filter, home: string, locale: string): string | undefined {
  const { minAmount = 0, maxAmount = Infinity } = {
    ...limit('minAmount', filter.min, home, locale),
    ...limit('maxAmount', filter.max, home, locale),
  };
  if (filter.from && filter.to && filter.from > filter.to) return 'The first day is after the last, so no entry can match.';
  return minAmount > maxAmount ? 'The smallest amount is more than the largest, so no entry can match.' : undefined;
}

type TotalsQuery = NonNullable<TransactionsTotalsData['query']>;
type PageQuery = NonNullable<TransactionsPageData['query']>;

/** Builds the API query for the totals. */
export function toTotalsQuery(
  { sort: _sort, cursor: _cursor, back: _back, min, max, ...filter }: Filter,
  home: string,
  locale?: string,
): TotalsQuery {
  return { ...filter, ...limit('minAmount', min, home, locale), ...limit('maxAmount', max, home, locale) } as TotalsQuery;
}

/** Builds the API query for one page. */
export const toPageQuery = (filter: Filter, home: string, locale?: string): PageQuery =>
  ({
    ...toTotalsQuery(filter, home, locale),
    ...(filter.sort && { sort: filter.sort }),
    ...(filter.cursor && { cursor: filter.cursor }),
  }) as PageQuery;

function limit(name: string, text: string | undefined, currency: string, locale?: string): Record<string, number> {
  const amount = parseAmount(text ?? '', currency, locale);
  return 'minorUnits' in amount ? { [name]: amount.minorUnits } : {};
}
