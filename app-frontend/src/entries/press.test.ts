import { expect, test } from 'vitest';
import { press } from './press';

const typed = (...keys: string[]) => keys.reduce(press, '');

test.each([
  [['1', '2', '.', '5', '0'], '12.50'],
  [['.', '5'], '0.5'],
  [['0', '0', '7'], '7'],
  [['1', '.', '2', '.', '3'], '1.23'],
  [['1', '2', 'erase'], '1'],
  [['erase'], ''],
])('pressing %j gives "%s"', (keys, amount) => expect(typed(...keys)).toBe(amount));
