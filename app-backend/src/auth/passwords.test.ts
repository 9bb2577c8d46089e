import { expect, test } from 'vitest';
import { Passwords } from './passwords.js';

const passwords = new Passwords();

test('a password matches its own hash, and equal passwords hash differently', async () => {
  const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
  expect(one).not.toBe(two);
  expect([
    await passwords.verify('correct horse', one),
    await passwords.verify('correct horse', two),
    await passwords.verify('incorrect horse', one),
  ]).toEqual([true, true, false]);
});

test('without a stored hash, verifying costs the same and fails', async () => {
  const { dummyHash } = passwords as unknown as { dummyHash: Promise<string> };
  expect((await dummyHash).split('$').slice(0, 4)).toEqual((await passwords.hash('correct horse')).split('$').slice(0, 4));
  expect(await passwords.verify('correct horse', undefined)).toBe(false);
});
