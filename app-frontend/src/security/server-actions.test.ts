import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// The closure of an action inside a function would be sent to browsers, encrypted with a key that is not secret.
test('server actions have their own files and no closures', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  const found = files.filter((name) => /['"]use server['"]/.test(readFileSync(join(source, name), 'utf8')));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((name) => readFileSync(join(source, name), 'utf8').lastIndexOf('use server') > 1)).toEqual([]);
});
