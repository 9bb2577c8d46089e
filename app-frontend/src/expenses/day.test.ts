import { expect, test } from 'vitest';
import { formatDay, today } from './day';

test('a day reads as itself in every time zone', () => expect(formatDay('2026-11-24', 'en-GB')).toBe('Tue, 24 Nov 2026'));

test('today is the day of the local clock, just before midnight too', () => expect(today(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05'));
