import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundle, problemsIn } from './bundle.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'expenses-bundle-'));
  write('.next/standalone/server.js', '');
  write('.next/standalone/.next/BUILD_ID', 'one');
  write('.next/standalone/node_modules/next/package.json', '{"version":"16.1.2"}');
  write('.next/static/chunks/page.js', '');
  write('src/start.ts', 'console.log("starts");');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, content: string | Buffer) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
};

test('a bundle has the program, the static files and a manifest', async () => {
  const output = await bundle(root);
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ parentPath, name }) => join(parentPath, name).slice(output.length + 1)).sort()).toEqual([
    'compute/default/.next/BUILD_ID',
    'compute/default/.next/static/chunks/page.js',
    'compute/default/node_modules/next/package.json',
    'compute/default/server.js',
    'compute/default/start.js',
    'deploy-manifest.json',
    'static/_next/static/chunks/page.js',
  ]);
  expect(JSON.parse(readFileSync(join(output, 'deploy-manifest.json'), 'utf8'))).toEqual({
    version: 1,
    framework: { name: 'next', version: '16.1.2' },
    routes: [
      { path: '/_next/static/*', target: { kind: 'Static', cacheControl: 'public, max-age=31536000, immutable' } },
      { path: '/*', target: { kind: 'Compute', src: 'default' } },
    ],
    computeResources: [{ name: 'default', runtime: 'nodejs24.x', entrypoint: 'start.js' }],
  });
  expect(problemsIn(output)).toEqual([]);
});

test('a new bundle has no files of the previous one', async () => {
  write('.amplify-hosting/static/_next/static/chunks/old.js', '');
  expect(existsSync(join(await bundle(root), 'static/_next/static/chunks/old.js'))).toBe(false);
});

describe('a bundle is refused', () => {
  test('if it contains a symbolic link', async () => {
    symlinkSync(tmpdir(), join(root, '.next/standalone/node_modules/elsewhere'));
    expect(problemsIn(await bundle(root))).toEqual([
      'compute/default/node_modules/elsewhere is a symbolic link, which a host may not follow. Put the file itself into the bundle.',
    ]);
  });

  test.each(['.env', '.env.production'])('if it contains %s', async (name) => {
    write(`.next/standalone/${name}`, 'API_URL=https://dev.example.com');
    expect(problemsIn(await bundle(root))).toEqual([
      `compute/default/${name} would apply to every environment. Remove it from the site's folder and rebuild.`,
    ]);
  });

  test('if it exceeds the size limit', async () => {
    write('.next/standalone/large.js', Buffer.alloc(120 * 2 ** 20));
    expect(problemsIn(await bundle(root))).toEqual(['The output is 120.0 MiB; the limit is 110 MiB.']);
  });
});
