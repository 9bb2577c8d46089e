import { describe, expect, test } from 'vitest';
import { isFiltered, readFilter, toPageQuery, toTotalsQuery, transactionsUrl } from './filter';

const id = '6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11';

describe('the filter of a list', () => {
  test('is stored in the URL', () => {
    const filter = readFilter({ text: ' shop & more ', kind: 'expense', categoryId: id, sort: 'largest' });
    expect(filter).toEqual({ text: 'shop & more', kind: 'expense', categoryId: id, sort: 'largest' });
    expect(readFilter(Object.fromEntries(new URL(transactionsUrl(filter), 'http://here').searchParams))).toEqual(filter);
  });

  test.each([
    [{ kind: 'gift' }],
    [{ categoryId: 'food' }],
    [{ from: 'yesterday' }],
    [{ text: '  ' }],
    [{ tag: 'a,b' }],
    [{ sort: 'newest' }],
    [{ unknown: '1' }],
    [{ text: ['one', 'two'] }],
  ])('ignores %j', (parameters) => expect(readFilter(parameters)).toEqual({}));

  test('without fields is the plain list', () => expect(transactionsUrl({})).toBe('/transactions'));

  test('is active if it leaves entries out, not if it only sorts', () => {
    expect(isFiltered({ sort: 'oldest', cursor: 'x' })).toBe(false);
    expect(isFiltered({ categoryId: 'none' })).toBe(true);
  });

  test('becomes queries in minor units, without an order for totals', () => {
    expect(toPageQuery({ min: '10', max: '12,50', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({
      minAmount: 1000,
      maxAmount: 1250,
      sort: 'largest',
      cursor: 'c',
    });
    expect(toTotalsQuery({ min: 'x1', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({});
  });
});
