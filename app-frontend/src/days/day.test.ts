import { expect, test } from 'vitest';
import { dayIn, formatDay, lastDays } from './day';

test('a day is formatted the same in every time zone', () => expect(formatDay('2026-11-24', 'en-GB')).toBe('Tue, 24 Nov 2026'));

test("a day is formatted in English, the site's language", () => expect(formatDay('2026-11-24', 'de')).toBe('Tue, 24 Nov 2026'));

test.each([
  ['Pacific/Auckland', '2026-12-01'],
  ['America/Los_Angeles', '2026-11-30'],
  ['UTC', '2026-11-30'],
])('in %s the same instant falls on %s', (zone, day) => expect(dayIn(zone, new Date('2026-11-30T12:00:00Z'))).toBe(day));

test.each([
  ['2026-11-02', ['2026-11-02', '2026-11-01', '2026-10-31']],
  ['2026-01-01', ['2026-01-01', '2025-12-31', '2025-12-30']],
  ['2028-03-01', ['2028-03-01', '2028-02-29', '2028-02-28']],
])('the last days up to %s are %s', (day, days) => expect(lastDays(day, 3)).toEqual(days));
