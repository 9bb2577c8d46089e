import { describe, expect, test } from 'vitest';
import {
  contradictionIn,
  type Filter,
  isFiltered,
  monthOf,
  nextPage,
  previousPage,
  readFilter,
  toPageQuery,
  toTotalsQuery,
  transactionsUrl,
  withoutInvalid,
} from './filter';

const choices = { accounts: [], categories: [], home: 'EUR' };
const id = '6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11';

describe('the filter of a list', () => {
  test('is stored in the URL', () => {
    const filter = readFilter({ text: ' shop & more ', kind: 'expense', categoryId: id, sort: 'largest' });
    expect(filter).toEqual({ text: 'shop & more', kind: 'expense', categoryId: id, sort: 'largest' });
    expect(readFilter(Object.fromEntries(new URL(transactionsUrl(filter), 'http://here').searchParams))).toEqual(filter);
  });

  test.each([[{ text: '  ' }], [{ sort: 'newest' }], [{ unknown: '1' }], [{ text: ['one', 'two'] }]])('ignores %j', (parameters) =>
    expect(readFilter(parameters)).toEqual({}),
  );

  test.each([
    [{ categoryId: 'food' }, 'The category to filter by does not exist.'],
    [{ categoryId: id }, 'The category to filter by does not exist.'],
    [{ accountId: id }, 'The account to filter by does not exist.'],
    [{ min: 'ten' }, '“ten” is not a minimum amount.'],
    [{ max: '10.005' }, '“10.005” is not a maximum amount.'],
  ])('leaves out %j and says so', (parameters, problem) =>
    expect(withoutInvalid({ kind: 'income', ...parameters }, choices)).toEqual({ filter: { kind: 'income' }, problems: [problem] }),
  );

  test('leaves out what the API refuses and says so', () => {
    const filter = { kind: 'gift', from: '2026-02-31', min: '5', cursor: 'abc', text: 'shop' };
    expect(withoutInvalid(filter, choices, ['kind', 'from', 'minAmount', 'cursor'])).toEqual({
      filter: { text: 'shop' },
      problems: [
        '“gift” is not a kind of entry.',
        '“2026-02-31” is not a date to start from.',
        '“5” is not a minimum amount.',
        'This page of the list does not exist. Here is the first one.',
      ],
    });
  });

  test('without fields is the plain list', () => expect(transactionsUrl({})).toBe('/transactions'));

  test('is active if it leaves entries out, not if it only sorts', () => {
    expect(isFiltered({ sort: 'oldest', cursor: 'x' })).toBe(false);
    expect(isFiltered({ categoryId: 'none' })).toBe(true);
  });

  test.each<[Filter, string | undefined]>([
    [{ from: '2026-03-02', to: '2026-03-01' }, 'The first day is after the last, so no entry can match.'],
    [{ min: '1,000', max: '20.50' }, 'The smallest amount is more than the largest, so no entry can match.'],
    [{ from: '2026-03-01', to: '2026-03-01', min: '5', max: '5.00' }, undefined],
    [{ to: '2026-03-01', max: '5' }, undefined],
  ])('says why %j matches nothing', (filter, reason) => expect(contradictionIn(filter, 'EUR', 'en')).toBe(reason));

  test('becomes queries in minor units, without an order for totals', () => {
    expect(toPageQuery({ min: '10', max: '12,50', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({
      minAmount: 1000,
      maxAmount: 1250,
      sort: 'largest',
      cursor: 'c',
    });
    expect(toTotalsQuery({ min: 'x1', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({});
  });

  test('leads back through the pages it came from', () => {
    const first: Filter = { text: 'shop' };
    const second = nextPage(first, 'c2');
    const third = nextPage(second, 'c3');
    const fourth = nextPage(third, 'c4');
    expect(toPageQuery(fourth, 'EUR')).toEqual({ text: 'shop', cursor: 'c4' });
    const back = [previousPage(fourth), previousPage(third), previousPage(second)].map((filter) => transactionsUrl(filter!));
    expect(back).toEqual([third, second, first].map(transactionsUrl));
    expect(previousPage(first)).toBeUndefined();
  });

  test('has a URL of bounded length, however many pages there are', () => {
    let filter: Filter = {};
    for (let page = 2; page < 1_000; page++) filter = nextPage(filter, `2026-11-24.${page}`);
    expect(transactionsUrl(filter).length).toBeLessThan(8_000);
  });

  test('takes the days of a month, unless a form has other days', () => {
    expect(readFilter({ month: '2026-02' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(readFilter({ month: '2026-02', from: '2026-11-01', to: '2026-11-30' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(readFilter({ month: '2026-11', from: '2026-11-05', to: '2026-11-30' })).toEqual({ from: '2026-11-05', to: '2026-11-30' });
    expect(readFilter({ month: 'May' })).toEqual({});
    expect(monthOf({ from: '2026-02-01', to: '2026-02-28' })).toBe('2026-02');
    expect(monthOf({ from: '2026-02-01', to: '2026-03-31' })).toBeUndefined();
  });
});
