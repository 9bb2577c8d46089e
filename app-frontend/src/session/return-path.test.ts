import { describe, expect, test } from 'vitest';
import { returnPath } from './return-path';

describe('the return path', () => {
  test.each(['/', '/?page=2', '/expenses/1'])('keeps %s', (path) => expect(returnPath(path)).toBe(path));

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'http://[',
    '/.//evil.example',
    '/..//evil.example',
    'http://here.invalid//evil.example',
    null,
  ])('never leaves the site: %s', (wanted) => expect(returnPath(wanted)).toBe('/'));
});
