import { expect, test, vi } from 'vitest';
import { shareInFlight } from './share-in-flight';

test('concurrent calls, and one shortly after, share the first answer', async () => {
  const ask = vi.fn(async () => ({ accessToken: 'new' }));
  const [first, second] = await Promise.all([shareInFlight('a', ask), shareInFlight('a', ask)]);
  expect(second).toBe(first);
  expect(await shareInFlight('a', ask)).toBe(first);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('another token gets its own answer', async () => {
  expect(await Promise.all([shareInFlight('b', async () => 1), shareInFlight('c', async () => 2)])).toEqual([1, 2]);
});

test('a failed call is not shared', async () => {
  await expect(shareInFlight('d', () => Promise.reject(new Error('asleep')))).rejects.toThrow('asleep');
  expect(await shareInFlight('d', async () => 'awake')).toBe('awake');
});
