import { expect, test } from 'vitest';
import { HASH_AS_TYPED } from '../../test/hash-as-typed.js';
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
  const { dummyHash } = passwords as unknown as { dummyHash: string };
  const shape = (hash: string) => hash.split('$').map((part, index) => (index < 4 ? part : part.length));
  expect(shape(dummyHash)).toEqual(shape(await passwords.hash('correct horse')));
  expect(await passwords.verify('correct horse', undefined)).toBe(false);
});

const COMPOSED = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e';
const DECOMPOSED = COMPOSED.normalize('NFD');

test.each([
  ['in another Unicode form', COMPOSED, DECOMPOSED],
  ['with another kind of space', 'correct horse battery', 'correct\u00a0horse\u2003battery'],
])('a password typed %s is the same password', async (_, one, other) => {
  expect(await passwords.verify(other, await passwords.hash(one))).toBe(true);
  expect(await passwords.verify(one, await passwords.hash(other))).toBe(true);
});

test('a hash of a password as it was typed still matches what is typed so, and is replaced by one that matches every form', async () => {
  expect([await passwords.verify(DECOMPOSED, HASH_AS_TYPED), await passwords.verify('incorrect', HASH_AS_TYPED)]).toEqual([true, false]);
  const replacement = await passwords.rehash(DECOMPOSED, HASH_AS_TYPED);
  expect(await passwords.verify(COMPOSED, replacement)).toBe(true);
  expect(await passwords.verify(DECOMPOSED, replacement)).toBe(true);
  expect(await passwords.rehash(DECOMPOSED, replacement!)).toBeUndefined();
});
