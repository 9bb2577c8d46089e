import { expect, test } from 'vitest';
import { zoneOr } from './zone';

test.each([
  ['Europe/Zurich', 'Europe/Zurich'],
  ['Nowhere/Atlantis', 'UTC'],
  ['', 'UTC'],
  [undefined, 'UTC'],
])('a browser in %s is in %s', (wanted, zone) => expect(zoneOr(wanted, 'UTC')).toBe(zone));
