import { expect, test, vi } from 'vitest';
import { retryWrite } from './send';

const waking = { message: 'waking', errors: {}, isUnanswered: true };

test('a write is retried with the same key until it succeeds', async () => {
  const keys: string[] = [];
  const write = vi.fn(async (key: string) => {
    keys.push(key);
    if (keys.length === 1) throw new TypeError('Failed to fetch');
    if (keys.length === 2) throw new SyntaxError('Unexpected end of JSON input');
    return keys.length === 3 ? waking : { done: { id: 'saved' } };
  });
  expect(await retryWrite(write, 'key', [0, 0, 0])).toEqual({ done: { id: 'saved' } });
  expect(keys).toEqual(['key', 'key', 'key', 'key']);
});

test('a refused write is not retried', async () => {
  const write = vi.fn(async () => ({ message: 'no', errors: { amount: 'no' }, isUnanswered: false }));
  expect(await retryWrite(write, 'key', [0, 0])).toMatchObject({ message: 'no' });
  expect(write).toHaveBeenCalledTimes(1);
});

test('after the last retry it reports that there is no connection', async () => {
  const write = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await retryWrite(write, 'key', [0])).toEqual({ message: "Can't connect right now.", errors: {}, isUnanswered: true });
  expect(write).toHaveBeenCalledTimes(2);
});
