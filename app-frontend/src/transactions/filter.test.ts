import { describe, expect, test } from 'vitest';
import { transactionsUrl, isFiltered, readFilter, toPageQuery, toTotalsQuery } from './filter';

const id = '6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11';

describe('the filter of a list', () => {
  test('is its address', () => {
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
    [{ text: ['twice', 'told'] }],
  ])('knows nothing of %j', (parameters) => expect(readFilter(parameters)).toEqual({}));

  test('without anything is the list itself', () => expect(transactionsUrl({})).toBe('/transactions'));

  test('isFiltered by what it leaves out, not by its order', () => {
    expect(isFiltered({ sort: 'oldest', cursor: 'x' })).toBe(false);
    expect(isFiltered({ categoryId: 'none' })).toBe(true);
  });

  test('asks for amounts in minor units, and of totals for no order', () => {
    expect(toPageQuery({ min: '10', max: '12,50', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({
      minAmount: 1000,
      maxAmount: 1250,
      sort: 'largest',
      cursor: 'c',
    });
    expect(toTotalsQuery({ min: 'x1', sort: 'largest', cursor: 'c' }, 'EUR')).toEqual({});
  });
});
