import { expect, test } from 'vitest';
import { addMonths, daysOf, formatDaysUpTo, formatMonth, isMonth, monthBefore } from './month';

test.each([
  ['2026-11', 1, '2026-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-03', -12, '2025-03'],
])('%s plus %i months is %s', (month, count, then) => expect(addMonths(month, count)).toBe(then));

test.each([
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-12', '2026-12-31'],
])('%s ends on %s', (month, to) => expect(daysOf(month)).toEqual({ from: `${month}-01`, to }));

test.each([
  ['2026-11-30', '2026-10-30'],
  ['2026-03-31', '2026-02-28'],
  ['2026-01-15', '2025-12-15'],
])('a month before %s is %s', (day, then) => expect(monthBefore(day)).toBe(then));

test('the first days of a month are formatted as a range', () => {
  // Versions of Intl's data differ in the spaces around the dash.
  expect(formatDaysUpTo('2026-11-30', 'en-GB')).toMatch(/^1\s?–\s?30 Nov$/);
  expect(formatDaysUpTo('2026-11-01', 'en-GB')).toBe('1 Nov');
  expect(formatDaysUpTo('2026-05-31', 'fr').replaceAll(/\s/g, ' ')).toMatch(/^1 ?– ?31 May$/);
});

test.each(['2026-13', '2026-1', '0000-01', '', '2026-01-01'])('"%s" is not a month', (text) => expect(isMonth(text)).toBe(false));

test("a month is formatted in English, the site's language", () => {
  expect(formatMonth('2026-11', 'en-GB')).toBe('November 2026');
  expect(formatMonth('2026-11', 'de')).toBe('November 2026');
  expect(formatMonth('2026-05', 'fr')).toBe('May 2026');
});
