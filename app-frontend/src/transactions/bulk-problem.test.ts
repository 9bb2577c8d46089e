import { expect, test } from 'vitest';
import { bulkProblem } from './bulk-problem';

const refused = (position: number) => [`ids.${position - 1}`, `Entry ${position} is a transfer and can't have a category.`];

test.each([
  [[2], "“To Savings” is a transfer and can't have a category. Nothing was changed."],
  [[1, 2], "“Rent” is a transfer and can't have a category. “To Savings” is a transfer and can't have a category. Nothing was changed."],
])('the entries %j are named', (positions, text) =>
  expect(bulkProblem(Object.fromEntries(positions.map(refused)), ['Rent', 'To Savings'])).toBe(text),
);

test('many are counted', () =>
  expect(bulkProblem(Object.fromEntries([1, 2, 3, 4, 5].map(refused)), ['A', 'B', 'C', 'D', 'E'])).toMatch(
    /^“A”.+“B”.+“C”.+ The same goes for 2 more. Nothing was changed.$/,
  ));

test('other problems have no entries', () => expect(bulkProblem({}, [])).toBeUndefined());
