import { expect, test, vi } from 'vitest';
import { persist } from './persist';

const waking = { message: 'waking', errors: {}, isWaking: true };

test('is sent again with the same key until it is done', async () => {
  const keys: string[] = [];
  const write = vi.fn(async (key: string) => {
    keys.push(key);
    if (keys.length === 1) throw new TypeError('Failed to fetch');
    return keys.length === 2 ? waking : { done: 'saved' };
  });
  expect(await persist(write, [0, 0, 0])).toEqual({ done: 'saved' });
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(3);
});

test('what was refused is not sent again', async () => {
  const write = vi.fn(async () => ({ message: 'no', errors: { amount: 'no' }, isWaking: false }));
  expect(await persist(write, [0, 0])).toMatchObject({ message: 'no' });
  expect(write).toHaveBeenCalledTimes(1);
});

test('in the end it is told that nothing was changed', async () => {
  expect(await persist(async () => Promise.reject(new TypeError('Failed to fetch')), [0])).toMatchObject({ message: expect.stringContaining('Nothing was changed') });
});

test('an error that is no network is thrown on', async () => {
  await expect(persist(async () => Promise.reject(new Error('NEXT_REDIRECT')), [0])).rejects.toThrow('NEXT_REDIRECT');
});
