import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Returns whether `dist` is newer than what it is built from. */
export function isBuilt(): boolean {
  if (!existsSync(join(ROOT, 'dist/main.js'))) return false;
  const changed = (file: string) => statSync(join(ROOT, file)).mtimeMs;
  const filesIn = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  const sources = ['package-lock.json', 'rolldown.config.ts', 'tsconfig.json', ...filesIn('src')];
  return Math.max(...filesIn('dist').map(changed)) >= Math.max(...sources.map(changed));
}

/** Builds the program that some tests run. Without this, they would test an outdated one. */
export default function setup(): void {
  if (!isBuilt()) execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'inherit' });
}
