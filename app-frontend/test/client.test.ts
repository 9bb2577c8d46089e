import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
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

test('the client is what "npm run client" generates from openapi.json', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'expenses-client-'));
  try {
    const { default: config } = await import('../openapi-ts.config');
    await createClient({ ...(await config), input: join(ROOT, 'openapi.json'), output: { path: folder }, logs: { level: 'silent' } });
    expect(filesIn(folder)).toEqual(filesIn(join(ROOT, 'src/api/generated')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.skipIf(!hasBackend())('openapi.json is the document that the API in app-backend serves', { timeout: 30_000 }, async () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'))).toEqual(await openApiDocument());
});
