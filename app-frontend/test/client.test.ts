import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasBackend, openApiDocument } from './backend';

const ROOT = join(import.meta.dirname, '..');

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

test('the generated files are what "npm run client" generates from openapi.json', { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'expenses-client-'));
  try {
    for (const file of ['openapi.json', 'openapi-ts.config.ts', 'package.json', 'tsconfig.json'])
      copyFileSync(join(ROOT, file), join(folder, file));
    execFileSync(join(ROOT, 'node_modules/.bin/openapi-ts'), { cwd: folder, stdio: 'pipe' });
    for (const generated of ['src/api/generated', 'src/money/generated'])
      expect(filesIn(join(folder, generated))).toEqual(filesIn(join(ROOT, generated)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.skipIf(!hasBackend())('openapi.json is the document that the API in app-backend serves', { timeout: 90_000 }, async () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'))).toEqual(await openApiDocument());
});
