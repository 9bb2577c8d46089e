import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'expenses-page-sizes-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, content: string | Buffer) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
};

/** Writes a build like Next.js's, with two pages that share a script. Random bytes don't compress. */
function build(sizes: { shared: number; enter: number; month: number }) {
  const scripts = { 'static/shared.js': sizes.shared, 'static/enter.js': sizes.enter, 'static/month.js': sizes.month };
  for (const [file, kilobytes] of Object.entries(scripts)) write(`.next/${file}`, randomBytes(kilobytes * 1024));
  const pages = {
    '/(signed-in)/page': ['static/shared.js', 'static/enter.js'],
    '/(signed-in)/months/[month]/page': ['static/month.js', 'static/shared.js'],
  };
  write(
    '.next/app-path-routes-manifest.json',
    JSON.stringify({
      '/(signed-in)/page': '/',
      '/(signed-in)/months/[month]/page': '/months/[month]',
      '/api/version/route': '/api/version',
    }),
  );
  for (const [entry, files] of Object.entries(pages)) {
    write(`.next/server/app${entry}/build-manifest.json`, JSON.stringify({ rootMainFiles: ['static/shared.js'] }));
    const manifest = { entryJSFiles: { page: files } };
    write(
      `.next/server/app${entry}_client-reference-manifest.js`,
      `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};
globalThis.__RSC_MANIFEST[${JSON.stringify(entry)}] = ${JSON.stringify(manifest)}`,
    );
  }
  write('package.json', '{"type":"module"}');
  mkdirSync(join(root, 'scripts'));
  cpSync(join(import.meta.dirname, 'page-sizes.js'), join(root, 'scripts/page-sizes.js'));
}

const run = () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/page-sizes.js'], { cwd: root, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

test('the script size of each page is reported', () => {
  build({ shared: 100, enter: 40, month: 80 });
  const { status, output } = run();
  expect(status).toBe(0);
  expect(output).toMatch(/180\.\d KB {2}\/months\/\[month\]\n +140\.\d KB {2}\/\n/);
});

describe('a build fails', () => {
  test('if quick entry is too large', () => {
    build({ shared: 100, enter: 60, month: 80 });
    expect(run()).toEqual({ status: 1, output: expect.stringMatching(/\n\/ loads 160\.\d KB of scripts; the limit is 150 KB\.\n$/) });
  });

  test('if the month page is too large', () => {
    build({ shared: 100, enter: 40, month: 100 });
    expect(run()).toEqual({
      status: 1,
      output: expect.stringMatching(/\n\/months\/\[month\] loads 200\.\d KB of scripts; the limit is 190 KB\.\n$/),
    });
  });
});

test('every build checks the page sizes', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.build).toContain('node scripts/page-sizes.js');
});
