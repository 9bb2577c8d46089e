import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error';
import { describe, expect, test, vi } from 'vitest';
import { retryWrite } from './retry-write';

const waking = { message: 'waking', errors: {}, isWaking: true };
const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login;307;' });

test('a write is retried with the same key until it succeeds', async () => {
  const keys: string[] = [];
  const write = vi.fn(async (key: string) => {
    keys.push(key);
    if (keys.length === 1) throw new TypeError('Failed to fetch');
    if (keys.length === 2) throw new Error('An unexpected response was received from the server.');
    return keys.length === 3 ? waking : { done: 'saved' };
  });
  expect(await retryWrite(write, 'key', [0, 0, 0])).toEqual({ done: 'saved' });
  expect(keys).toEqual(['key', 'key', 'key', 'key']);
});

test('a refused write is not retried', async () => {
  const write = vi.fn(async () => ({ message: 'no', errors: { amount: 'no' }, isWaking: false }));
  expect(await retryWrite(write, 'key', [0, 0])).toMatchObject({ message: 'no' });
  expect(write).toHaveBeenCalledTimes(1);
});

test('an action that the site no longer has is sent once and reports a new version', async () => {
  const write = vi.fn(async () => Promise.reject(new UnrecognizedActionError('not found on the server')));
  const message = 'There is a new version of this site. Reload the page and try again.';
  expect(await retryWrite(write, 'key', [0, 0])).toMatchObject({ message, isOutdated: true });
  expect(write).toHaveBeenCalledTimes(1);
});

test('after the last retry it reports that there is no connection', async () => {
  const write = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await retryWrite(write, 'key', [0])).toEqual({ message: "Can't connect right now.", errors: {}, isWaking: true });
  expect(write).toHaveBeenCalledTimes(2);
});

describe('a redirect is rethrown', () => {
  test.each([[[0]], [[]]])('with the pauses %j', async (pauses) => {
    await expect(retryWrite(async () => Promise.reject(redirect), 'key', pauses)).rejects.toThrow('NEXT_REDIRECT');
  });
});
