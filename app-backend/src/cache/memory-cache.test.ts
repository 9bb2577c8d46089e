import { expect, onTestFinished, test, vi } from 'vitest';
import { MemoryCache } from './memory-cache.js';

test('the memory cache keeps a value until it expires', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const cache = new MemoryCache();
  expect(await cache.get('absent')).toBeUndefined();
  await cache.set('key', 'value', 60);
  vi.advanceTimersByTime(59_999);
  expect(await cache.get('key')).toBe('value');
  vi.advanceTimersByTime(1);
  expect(await cache.get('key')).toBeUndefined();
});

test('a full memory cache evicts its oldest entry', async () => {
  const cache = new MemoryCache();
  for (let count = 0; count < 10_001; count++) await cache.set(`key ${count}`, 'value', 60);
  expect(await cache.get('key 0')).toBeUndefined();
  expect(await cache.get('key 1')).toBe('value');
  expect(await cache.get('key 10000')).toBe('value');
});
