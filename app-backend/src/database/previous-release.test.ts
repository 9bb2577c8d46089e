import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { freePort } from '../../test/free-port.js';
import { covers, previousRelease } from '../../test/previous-release.js';
import { asAppUser, createTestDatabase } from '../../test/test-database.js';
import { asEnvironment, TestProcess } from '../../test/test-process.js';
import { migrate } from './migrate.js';

const release = previousRelease(process.cwd());

/** npm once waited for nothing, without end. */
const NPM_TIMEOUT_MS = 240_000;

test.skipIf(release === undefined)(
  "the previous release passes its smoke test on this release's schema and keeps its data (requires the git history)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'previous-release-'));
    let api: TestProcess | undefined;
    try {
      const top = execFileSync('git', ['rev-parse', '--show-toplevel']).toString().trim();
      execFileSync('bash', [
        '-c',
        `git -C "$1" archive "$2" app-backend infra/steps/smoke-test.sh | tar -x -C "$3"`,
        'bash',
        top,
        release!,
        folder,
      ]);
      const app = join(folder, 'app-backend');
      await install(app);
      execFileSync('npm', ['run', 'build'], { cwd: app, stdio: 'ignore' });
      expect(existsSync(join(app, 'dist', 'main.js'))).toBe(true);

      const configuration = await createTestDatabase();
      await migrate(configuration);
      const port = await freePort();
      const environment = {
        ...asEnvironment(asAppUser(configuration)),
        JWT_SECRET: 'a secret of more than 32 characters',
        HOST: '127.0.0.1',
        PORT: String(port),
        RELEASE: release!,
      };
      const migration = new TestProcess(asEnvironment(configuration), join(app, 'dist', 'main.js'), 'migrate');
      expect(await migration.exit, migration.output).toBe(0);

      const url = `http://127.0.0.1:${port}`;
      api = new TestProcess(environment, join(app, 'dist', 'main.js'), 'serve');
      await eventually('the previous release is ready', () =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      const tag = join(folder, 'tag');
      writeFileSync(tag, release!);
      execFileSync('bash', [join(folder, 'infra/steps/smoke-test.sh'), tag], { env: { ...process.env, API_URL: url } });
      await expectDataIsKept(url);
      api.signal('SIGTERM');
      expect(await api.exit).toBe(0);
    } finally {
      api?.signal('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  },
  3 * NPM_TIMEOUT_MS,
);

/** Installs the locked packages: links today's if they are the same, otherwise runs npm ci, which takes a while. */
async function install(app: string): Promise<void> {
  const lock = async (folder: string) => JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  if (covers(await lock(process.cwd()), await lock(app))) return symlink(join(process.cwd(), 'node_modules'), join(app, 'node_modules'));
  const npm = () =>
    execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: app, stdio: 'ignore', timeout: NPM_TIMEOUT_MS });
  try {
    npm();
  } catch {
    npm();
  }
}

/** Uses the routes of the first release, which every later one has. */
async function expectDataIsKept(url: string): Promise<void> {
  let token = '';
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(url + path, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? undefined : await answer.json();
  };
  token = (await send('POST', '/v1/auth/register', { email: 'ada@example.com', password: 'correct horse battery' })).accessToken;
  const category = await send('POST', '/v1/categories', { name: 'Books' });
  const expense = { amount: 1250, currency: 'EUR', date: '2026-11-24', payee: 'Corner shop', note: null, categoryId: category.id };
  const kept = await send('POST', '/v1/expenses', expense);
  expect(kept).toMatchObject(expense);
  const gone = await send('POST', '/v1/expenses', expense);
  expect(await send('PATCH', `/v1/expenses/${kept.id}`, { amount: 990 })).toMatchObject({ ...expense, amount: 990 });
  await send('DELETE', `/v1/expenses/${gone.id}`);
  await send('DELETE', `/v1/categories/${category.id}`);
  expect((await send('GET', '/v1/expenses')).items).toMatchObject([{ ...expense, id: kept.id, amount: 990, categoryId: null }]);
}
