import { expect, test } from 'vitest';
import { useReadableMessages } from './messages.js';
import { nonEmptyText, text } from './text.js';

useReadableMessages();

const messageOf = (schema: ReturnType<typeof text>, value: string) => schema.safeParse(value).error?.issues[0]?.message;

test.each(['a'.repeat(40), '🍎'.repeat(40), 'é'.repeat(40)])('%s has 40 characters, and one more is too many', (value) => {
  expect(text(40).parse(value)).toBe(value);
  expect(messageOf(text(40), `${value}a`)).toBe('must be at most 40 characters long');
});

test.each([
  ['\u200btrip\u200b', 'trip'],
  ['\ufeff \u200e trip \u200f', 'trip'],
  ['\u2060', ''],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['نمی‌خواهم', 'نمی‌خواهم'],
])('invisible characters are removed from the ends of %j', (value, rest) => expect(text(40).parse(value)).toBe(rest));

test('a text of invisible characters is empty', () => expect(messageOf(nonEmptyText(40), '\u200b \u200e')).toBe('must not be empty'));

test('half of a character is refused, since the database would store another one', () =>
  expect(messageOf(text(40), 'a\ud83d')).toBe('must not contain half of a character'));
