import { expect, test, vi } from 'vitest';
import { once } from './once';

test('two who ask at the same moment, and one a moment later, get the answer of the first', async () => {
  const ask = vi.fn(async () => ({ accessToken: 'new' }));
  const [first, second] = await Promise.all([once('a', ask), once('a', ask)]);
  expect(second).toBe(first);
  expect(await once('a', ask)).toBe(first);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('another token is asked for by itself', async () => {
  expect(await Promise.all([once('b', async () => 1), once('c', async () => 2)])).toEqual([1, 2]);
});

test('what failed is asked for again', async () => {
  await expect(once('d', () => Promise.reject(new Error('asleep')))).rejects.toThrow('asleep');
  expect(await once('d', async () => 'awake')).toBe('awake');
});
