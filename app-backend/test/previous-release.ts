import { execFileSync } from 'node:child_process';

const migrations = 'src/database/migrations';

/**
 * Finds the last commit before the newest migration was added; undefined if there is none, or no git at all, as in a source archive.
 * A new comment or format in an older migration is no new schema.
 * In a shallow clone that commit is missing: with CI=true that is an error.
 * @param app the folder of the API.
 */
export function previousRelease(app: string, ci = process.env.CI): string | undefined {
  const git = (...command: string[]) => {
    try {
      return execFileSync('git', command, { cwd: app, stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim();
    } catch {
      return undefined;
    }
  };

  // A folder that git ignores, such as an unpacked archive, has no history either.
  if (!git('ls-files', migrations)) return undefined;
  const release = git('rev-parse', '--verify', `${git('log', '-1', '--no-renames', '--diff-filter=A', '--format=%H', '--', migrations)}~1`);
  if (release === undefined && ci === 'true' && git('rev-parse', '--is-shallow-repository') === 'true')
    throw new Error(
      'The release before the newest migration is missing from this shallow clone, and CI=true skips no tests. ' +
        'Fetch the history: git fetch --unshallow.',
    );
  return release;
}

interface Lock {
  packages: Record<string, { integrity?: string; optional?: boolean }>;
}

/** Checks whether the installed packages include all wanted ones with the same content; optional ones, used only by tests, may differ. */
export const covers = (installed: Lock, wanted: Lock) =>
  Object.entries(wanted.packages).every(
    ([path, { integrity, optional }]) =>
      path === '' || optional === true || (integrity !== undefined && installed.packages[path]?.integrity === integrity),
  );
