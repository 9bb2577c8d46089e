import { expect, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { MemoryCache } from './memory-cache.js';

test('the memory cache keeps what it is given until its time is up', async () => {
  const cache = new MemoryCache();
  expect(await cache.get('absent')).toBeUndefined();
  await cache.set('key', 'value', 60);
  expect(await cache.get('key')).toBe('value');
  await cache.set('brief', 'value', 1);
  await eventually('the brief one is gone', async () => (await cache.get('brief')) === undefined);
});
