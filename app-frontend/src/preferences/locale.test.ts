import { expect, test } from 'vitest';
import { englishFor, preferredLocale } from './locale';

test.each([
  ['de-CH,de;q=0.9,en;q=0.8', 'de-CH'],
  ['en', 'en'],
  ['*', 'en'],
  ['not a language', 'en'],
  [null, 'en'],
  ['ar-EG', 'ar-EG-u-nu-latn'],
])('"%s" selects %s', (header, locale) => expect(preferredLocale(header)).toBe(locale));

test.each([
  ['en-IE', 'en-IE'],
  ['de-CH', 'en-GB'],
  ['es-US', 'en-US'],
  ['ar-EG-u-nu-latn', 'en-GB'],
])('words for %s are in %s', (locale, english) => expect(englishFor(locale)).toBe(english));
