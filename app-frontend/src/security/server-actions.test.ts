import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What one inside of a function closes over would be sent out, encrypted with a key that is no secret.
test('server actions stand in files of their own, and close over nothing', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  const found = files.filter((name) => /['"]use server['"]/.test(readFileSync(join(source, name), 'utf8')));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((name) => readFileSync(join(source, name), 'utf8').lastIndexOf('use server') > 1)).toEqual([]);
});
