import { describe, expect, test } from 'vitest';
import type { Category, MonthSummary } from '@/api/generated';
import { byCategory, totalsOf } from './by-category';

const category = (id: string, parentId: string | null = null): Category => ({ id, name: id, parentId, colour: '#123456', icon: null });
const categories = [
  category('food'),
  category('bakery', 'food'),
  category('groceries', 'food'),
  category('rent'),
  category('gifts'),
  category('work'),
];

const summary = (expenses: Record<string, number>, incomes: Record<string, number> = {}): MonthSummary => ({
  month: '2026-11',
  currency: 'EUR',
  expense: Object.values(expenses).reduce((sum, each) => sum + each, 0),
  income: Object.values(incomes).reduce((sum, each) => sum + each, 0),
  count: 0,
  withoutRate: 0,
  categories: [...new Set([...Object.keys(expenses), ...Object.keys(incomes)])].map((id) => ({
    categoryId: id === 'none' ? null : id,
    parentId: categories.find((each) => each.id === id)?.parentId ?? null,
    expense: expenses[id] ?? 0,
    income: incomes[id] ?? 0,
    count: 1,
    withoutRate: 0,
  })),
});

describe('spending by category', () => {
  const shares = byCategory(
    'spent',
    summary({ food: 100, bakery: 200, groceries: 300, rent: 900, none: 50 }),
    summary({ groceries: 500, gifts: 40 }),
    categories,
  );

  test('includes subcategories and sorts by amount', () => {
    expect(shares.map(({ id, amount }) => [id, amount])).toEqual([
      ['rent', 900],
      ['food', 600],
      [null, 50],
      ['gifts', 0],
    ]);
  });

  test('compares with the previous month, including categories without spending now', () => {
    expect(shares.map(({ previous }) => previous)).toEqual([0, 500, 0, 40]);
  });

  test('leaves out how many entries without a category have no rate, as they may be of the other kind', () => {
    const without = summary({ none: 50, food: 20 }, { none: 10 });
    const month = { ...without, categories: without.categories.map((each) => ({ ...each, withoutRate: 1 })) };
    const counts = byCategory('earned', month, summary({}), categories).map(({ id, withoutRate }) => [id, withoutRate]);
    expect(counts).toEqual([[null, 0]]);
    expect(byCategory('spent', month, summary({}), categories).find(({ id }) => id === 'food')!.withoutRate).toBe(1);
  });

  test("lists the subcategories and the category's own spending", () => {
    expect(shares[1]!.parts.map(({ name, amount, previous }) => [name, amount, previous])).toEqual([
      ['groceries', 300, 500],
      ['bakery', 200, 0],
      ['food', 100, 0],
    ]);
    expect(shares[0]!.parts).toEqual([]);
  });

  test('adds up to the total', () => expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(1550));
});

describe('a refund', () => {
  const now = summary({ groceries: 500, bakery: 100, none: 70, work: 10 }, { groceries: 120, bakery: 130, none: 900, work: 2000 });

  test('is subtracted in its category, on both levels', () => {
    expect(byCategory('spent', now, summary({}), categories)).toMatchObject([
      {
        id: 'food',
        amount: 350,
        parts: [
          { id: 'groceries', amount: 380 },
          { id: 'bakery', amount: -30 },
        ],
      },
      { id: null, amount: 70 },
    ]);
  });

  test('of an income is subtracted there', () => {
    expect(byCategory('earned', now, summary({}), categories).map(({ id, amount }) => [id, amount])).toEqual([
      ['work', 1990],
      [null, 900],
    ]);
  });

  test('is subtracted from the totals, which the categories add up to', () => {
    const { spent, earned, refunded } = totalsOf(now);
    expect({ spent, earned, refunded }).toEqual({ spent: 420, earned: 2890, refunded: 260 });
    expect(earned - spent).toBe(now.income - now.expense);
    for (const [side, total] of [
      ['spent', spent],
      ['earned', earned],
    ] as const)
      expect(byCategory(side, now, summary({}), categories).reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
  });

  test('of more than was spent moves the category to the income', () => {
    const [earlier, later] = [summary({ rent: 900 }), summary({ rent: 100 }, { rent: 300 })];
    expect(byCategory('spent', later, earlier, categories)).toMatchObject([{ id: 'rent', amount: 0, previous: 900 }]);
    expect(byCategory('earned', later, earlier, categories)).toMatchObject([{ id: 'rent', amount: 200, previous: 0 }]);
  });
});

test('a month without entries has no categories', () => {
  for (const side of ['spent', 'earned'] as const) expect(byCategory(side, summary({}), summary({}), categories)).toEqual([]);
});

test('income by category lists what each subcategory received', () => {
  const [work] = byCategory('earned', summary({}, { groceries: 20, bakery: 30 }), summary({}), categories);
  expect(work!.parts.map(({ id, amount }) => [id, amount])).toEqual([
    ['bakery', 30],
    ['groceries', 20],
  ]);
});
