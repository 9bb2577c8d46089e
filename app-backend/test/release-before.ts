import { execFileSync } from 'node:child_process';

const migrations = 'src/database/migrations';

/**
 * The last commit with the migrations as they were before they changed last; nothing where there is none, or no git at all, as in a source archive.
 * A clone that was cut off before that commit has it somewhere else: with CI=true that is an error.
 * @param app the folder of the API.
 */
export function releaseBefore(app: string, ci = process.env.CI): string | undefined {
  const git = (...command: string[]) => {
    try {
      return execFileSync('git', command, { cwd: app, stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim();
    } catch {
      return undefined;
    }
  };

  // A folder that git only happens to be around, such as an unpacked archive in an ignored place, has no history either.
  if (!git('ls-files', migrations)) return undefined;
  const release = git('rev-parse', '--verify', `${git('log', '-1', '--format=%H', '--', migrations)}~1`);
  if (release === undefined && ci === 'true' && git('rev-parse', '--is-shallow-repository') === 'true')
    throw new Error(
      `The release before today's migrations is not in this clone, which is shallow, and CI=true skips nothing: fetch the rest (git fetch --unshallow).`,
    );
  return release;
}

interface Lock {
  packages: Record<string, { integrity?: string; optional?: boolean }>;
}

/** Whether what one lock file asks for is all installed where another was, in the same place and byte for byte; but for what is optional, and wanted by tests alone. */
export const covers = (installed: Lock, wanted: Lock) =>
  Object.entries(wanted.packages).every(
    ([path, { integrity, optional }]) =>
      path === '' || optional === true || (integrity !== undefined && installed.packages[path]?.integrity === integrity),
  );
