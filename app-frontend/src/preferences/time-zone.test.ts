import { expect, test } from 'vitest';
import { timeZoneOr } from './time-zone';

test.each([
  ['Europe/Zurich', 'Europe/Zurich'],
  ['Nowhere/Atlantis', 'UTC'],
  ['', 'UTC'],
  [undefined, 'UTC'],
])('time zone "%s" is used as %s', (wanted, zone) => expect(timeZoneOr(wanted, 'UTC')).toBe(zone));
