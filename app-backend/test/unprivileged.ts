import { spawnSync } from 'node:child_process';
import { chownSync, constants, cpSync } from 'node:fs';
import { join } from 'node:path';

const NOBODY = 65534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

const isRoot = process.getuid?.() === 0;

/** Root may take another user id in a user namespace and keep its file access; not every container allows it. */
const hasNamespace = isRoot && spawnSync(NAMESPACE[0]!, [...NAMESPACE.slice(1), 'true']).status === 0;
/** Whether such programs run as another user, who can access fewer files. */
export const switchesUser = isRoot && !hasNamespace;

/** Spawn options for programs that refuse to run as root, such as PostgreSQL. */
export const unprivileged = switchesUser ? { uid: NOBODY, gid: NOBODY } : {};

/** Builds the command line for such programs. */
export function unprivilegedCommand(program: string, args: string[]): [program: string, args: string[]] {
  const [first, ...rest] = hasNamespace ? [...NAMESPACE, program, ...args] : [program, ...args];
  return [first!, rest];
}

/** Gives files to the user that the program runs as. */
export function giveOwnership(...paths: string[]): void {
  if (switchesUser) for (const path of paths) chownSync(path, NOBODY, NOBODY);
}

/** Returns programs the other user can run: a copy, since packages may be in root's own folders. */
export function accessibleCopy(programs: string, folder: string): string {
  if (!switchesUser) return programs;
  const copy = join(folder, 'programs');
  cpSync(programs, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
