import { spawnSync } from 'node:child_process';
import { chownSync, constants, cpSync } from 'node:fs';
import { join } from 'node:path';

const NOBODY = 65534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

const isRoot = process.getuid?.() === 0;

/** Root may call itself by another number in a user namespace, and keeps its way through its own folders; not every container allows it. */
const hasNamespace = isRoot && spawnSync(NAMESPACE[0]!, [...NAMESPACE.slice(1), 'true']).status === 0;
/** Whether such a program runs as somebody else altogether, who sees less. */
export const givesUpRoot = isRoot && !hasNamespace;

/** What a program is spawned with that refuses to run as root, as PostgreSQL does. */
export const unprivileged = givesUpRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** How such a program is called. */
export function unprivilegedCommand(program: string, args: string[]): [program: string, args: string[]] {
  const [first, ...rest] = hasNamespace ? [...NAMESPACE, program, ...args] : [program, ...args];
  return [first!, rest];
}

/** Gives what root made to whom the program runs as. */
export function handOver(...paths: string[]): void {
  if (givesUpRoot) for (const path of paths) chownSync(path, NOBODY, NOBODY);
}

/** Nobody may pass through root's folders, in which the packages may lie: then the programs are copied to where it may. */
export function withinReach(programs: string, folder: string): string {
  if (!givesUpRoot) return programs;
  const copy = join(folder, 'programs');
  cpSync(programs, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
