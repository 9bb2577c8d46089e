import { expect, test } from 'vitest';
import { rootOf, sortTree } from './tree';

const [food, rent, home, bakery] = [
  { id: '1', name: 'Food', parentId: null },
  { id: '2', name: 'Rent', parentId: '3' },
  { id: '3', name: 'Home', parentId: null },
  { id: '4', name: 'Bakery', parentId: '1' },
] as const;

test('a category follows its parent', () => {
  expect(sortTree([rent, home, bakery, food]).map(({ name }) => name)).toEqual(['Food', 'Bakery', 'Home', 'Rent']);
});

test('a top-level category is its own root', () => {
  expect(rootOf(rent, [food, rent, home])).toBe(home);
  expect(rootOf(home, [food, rent, home])).toBe(home);
});
