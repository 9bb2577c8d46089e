import type { TransactionFilter } from './transaction-query.schema.js';

/** Counts months from the year 0. */
type Month = number;

const FIRST_MONTH: Month = 12;

interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

/** How totals are added up: from kept sums as far as possible, and from the transactions of the remaining periods. */
export interface TotalsPlan {
  kept?: { table: 'account_sums' | 'month_sums' | 'tag_sums'; firstMonth?: string; lastMonth?: string };
  periods: Period[];
}

export function planTotals(filter: TransactionFilter): TotalsPlan {
  const table = coveringTable(filter);
  const whole = table && wholeMonths(filter);
  if (!whole) return { periods: [filter] };
  const { first, last } = whole;
  return {
    kept: {
      table,
      ...(first !== undefined && { firstMonth: firstDay(first) }),
      ...(last !== undefined && { lastMonth: firstDay(last) }),
    },
    periods: [
      ...(first !== undefined && filter.from !== firstDay(first) ? [{ from: filter.from, to: lastDay(first - 1) }] : []),
      ...(last !== undefined && filter.to !== lastDay(last) ? [{ from: firstDay(last + 1), to: filter.to }] : []),
    ],
  };
}

/** Returns the table whose sums the filter can select, if there is one. */
function coveringTable({ from, to, text, minAmount, maxAmount, rate, tag, accountId, categoryId }: TransactionFilter) {
  if ([text, minAmount, maxAmount, rate].some((each) => each !== undefined)) return undefined;
  if ([tag, accountId, categoryId].filter((each) => each !== undefined).length > 1) return undefined;
  if (tag !== undefined) return from === undefined && to === undefined ? 'tag_sums' : undefined;
  return accountId === undefined ? 'month_sums' : 'account_sums';
}

/** Returns the first and the last month that a period covers completely; undefined if it covers none. */
function wholeMonths({ from, to }: Period): { first?: Month; last?: Month } | undefined {
  const first = from === undefined ? undefined : monthOf(from) + (from.endsWith('-01') ? 0 : 1);
  const last = to === undefined ? undefined : monthOf(to) - (to === lastDay(monthOf(to)) ? 0 : 1);
  if ((last ?? Infinity) < (first ?? FIRST_MONTH)) return undefined;
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

/** Returns whether a period begins and ends with months. */
export const hasWholeMonths = ({ from, to }: Period): boolean =>
  (from === undefined || from === firstOfMonth(from)) && (to === undefined || to === lastDay(monthOf(to)));

export const firstOfMonth = (day: string): string => firstDay(monthOf(day));

const monthOf = (day: string): Month => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const firstDay = (month: Month): string => `${format(month)}-01`;

const lastDay = (month: Month): string =>
  `${format(month)}-${new Date(Date.UTC(2000 + (yearOf(month) % 400), (month % 12) + 1, 0)).getUTCDate()}`;

const yearOf = (month: Month): number => Math.floor(month / 12);

const format = (month: Month): string => `${String(yearOf(month)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
