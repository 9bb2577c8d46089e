import { expect, test } from 'vitest';
import { preferredLocale } from './locale';

test.each([
  ['de-CH,de;q=0.9,en;q=0.8', 'de-CH'],
  ['en', 'en'],
  ['*', 'en'],
  ['not a language', 'en'],
  [null, 'en'],
])('"%s" selects %s', (header, locale) => expect(preferredLocale(header)).toBe(locale));
