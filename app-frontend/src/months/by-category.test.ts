import { describe, expect, test } from 'vitest';
import type { Category, MonthSummary } from '@/api/generated';
import { byCategory } from './by-category';

const category = (id: string, parentId: string | null = null): Category => ({ id, name: id, parentId, colour: '#123456', icon: null });
const summary = (expenses: Record<string, number>): MonthSummary => ({
  month: '2026-11',
  currency: 'EUR',
  expense: 0,
  income: 0,
  count: 0,
  withoutRate: 0,
  categories: Object.entries(expenses).map(([id, expense]) => ({
    categoryId: id === 'none' ? null : id,
    parentId: null,
    expense,
    income: 0,
    count: 1,
    withoutRate: 0,
  })),
});
const categories = [category('food'), category('bakery', 'food'), category('groceries', 'food'), category('rent'), category('gifts')];

describe('spending by category', () => {
  const shares = byCategory(
    summary({ food: 100, bakery: 200, groceries: 300, rent: 900, none: 50 }),
    summary({ groceries: 500, gifts: 40 }),
    categories,
  );

  test('includes subcategories and sorts by amount', () => {
    expect(shares.map(({ id, expense }) => [id, expense])).toEqual([
      ['rent', 900],
      ['food', 600],
      [null, 50],
      ['gifts', 0],
    ]);
  });

  test('compares with the previous month, including categories without spending now', () => {
    expect(shares.map(({ previous }) => previous)).toEqual([0, 500, 0, 40]);
  });

  test("lists the subcategories and the category's own spending", () => {
    expect(shares[1]!.parts.map(({ name, expense, previous }) => [name, expense, previous])).toEqual([
      ['groceries', 300, 500],
      ['bakery', 200, 0],
      ['food', 100, 0],
    ]);
    expect(shares[0]!.parts).toEqual([]);
  });

  test('adds up to the total', () => expect(shares.reduce((sum, { expense }) => sum + expense, 0)).toBe(1550));
});

test('a month without spending has no categories', () => expect(byCategory(summary({}), summary({}), categories)).toEqual([]));
