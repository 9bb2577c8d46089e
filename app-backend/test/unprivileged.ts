import { chownSync, constants, cpSync } from 'node:fs';
import { join } from 'node:path';

const NOBODY = 65534;

const isRoot = process.getuid?.() === 0;

/** What a program is spawned with that refuses to run as root, as PostgreSQL does. */
export const unprivileged = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Gives what root made to whom the program runs as. */
export function handOver(...paths: string[]): void {
  if (isRoot) for (const path of paths) chownSync(path, NOBODY, NOBODY);
}

/** Nobody may pass through root's folders, in which the packages may lie: then the programs are copied to where it may. */
export function withinReach(programs: string, folder: string): string {
  if (!isRoot) return programs;
  const copy = join(folder, 'programs');
  cpSync(programs, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
