import { expect, test } from 'vitest';
import { timeZoneOr } from './time-zone';

test.each([
  ['Europe/Zurich', 'Europe/Zurich'],
  ['Nowhere/Atlantis', 'UTC'],
  ['', 'UTC'],
  [undefined, 'UTC'],
])('a browser in %s is in %s', (wanted, zone) => expect(timeZoneOr(wanted, 'UTC')).toBe(zone));
