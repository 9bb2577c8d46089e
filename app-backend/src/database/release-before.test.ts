import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { freePort } from '../../test/free-port.js';
import { createTestDatabase } from '../../test/test-database.js';
import { asEnvironment, TestProcess } from '../../test/test-process.js';
import { migrate } from './migrate.js';

/** The last commit with the migrations as they were before they changed last; none where there is no history, as in a source archive. */
function releaseBefore(): string | undefined {
  const git = (...command: string[]) => execFileSync('git', command, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
  try {
    const change = git('log', '-1', '--format=%H', '--', 'src/database/migrations');
    git('cat-file', '-e', `${change}~1:app-backend/package-lock.json`);
    return git('rev-parse', `${change}~1`);
  } catch {
    return undefined;
  }
}

const release = releaseBefore();

test.skipIf(release === undefined)(
  "the release before runs on this release's schema, its own migration included",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-before-'));
    try {
      const top = execFileSync('git', ['rev-parse', '--show-toplevel']).toString().trim();
      execFileSync('bash', ['-c', `git -C "$1" archive "$2" app-backend | tar -x -C "$3"`, 'bash', top, release!, folder]);
      const app = join(folder, 'app-backend');
      execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: app, stdio: 'ignore' });
      execFileSync('npm', ['run', 'build'], { cwd: app, stdio: 'ignore' });
      expect(existsSync(join(app, 'dist', 'main.js'))).toBe(true);

      const configuration = await createTestDatabase();
      await migrate(configuration);
      const port = await freePort();
      const environment = { ...asEnvironment(configuration), JWT_SECRET: 'a secret of more than 32 characters', HOST: '127.0.0.1', PORT: String(port) };
      const migration = new TestProcess(environment, join(app, 'dist', 'main.js'), 'migrate');
      expect(await migration.exit, migration.output).toBe(0);

      const api = new TestProcess(environment, join(app, 'dist', 'main.js'), 'serve');
      await eventually('the release before is ready', () => fetch(`http://127.0.0.1:${port}/health/ready`).then(({ ok }) => ok, () => false));
      api.signal('SIGTERM');
      expect(await api.exit).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);
