import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DatabaseConfiguration } from '../src/configuration/configuration.js';
import { connect, type Database } from '../src/database/database.js';
import { migrate } from '../src/database/migrate.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { asAppUser, createTestDatabase } from './test-database.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Simulates an image with a read-only file system. */
const READ_ONLY = ['--permission', '--allow-fs-read=*'];

/** Runs the built API in a process that can't write to disk; `npm test` builds it first. */
export class TestProcess {
  output = '';
  readonly exit: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(environment: Record<string, string>, ...command: string[]) {
    this.child = spawn(process.execPath, [...READ_ONLY, ...command], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (data) => (this.output += data));
    this.exit = new Promise((resolve) => this.child.once('close', resolve));
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

export const asEnvironment = (configuration: DatabaseConfiguration): Record<keyof DatabaseConfiguration, string> => ({
  ...configuration,
  DATABASE_PORT: String(configuration.DATABASE_PORT),
});

interface StartOptions {
  /** Prepares the database before the start; receives the environment of `migrate`. */
  prepare?: (database: Database, environment: Record<string, string>) => Promise<void>;
  environment?: Record<string, string>;
  /** Port of a separate PostgreSQL. */
  postgresPort?: number;
}

/** Starts `serve` on its own migrated database and waits until it answers. `database` connects as the owner. */
export async function startApi({ prepare, environment: additional, postgresPort }: StartOptions = {}) {
  const configuration = await createTestDatabase(postgresPort);
  await migrate(configuration);
  const database = connect(configuration);
  await prepare?.(database, asEnvironment(configuration));
  const started = await startApiWith({
    ...asEnvironment(asAppUser(configuration)),
    JWT_SECRET: 'a secret of more than 32 characters',
    ...additional,
  });
  const stop = async () => {
    await started.stop();
    await database.destroy();
  };
  return { ...started, database, stop };
}

/** Starts `serve` on a free port and waits until it answers. */
export async function startApiWith<E extends Record<string, string>>(given: E) {
  const port = await freePort();
  const environment = { ...given, HOST: '127.0.0.1', PORT: String(port) };
  const api = new TestProcess(environment, 'dist/main.js', 'serve');
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void api.exit.then(() => (ended = true));
  await eventually('the API answers', async () => {
    if (ended) throw new Error(`The API exited:\n${api.output}`);
    return fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  const stop = async () => {
    api.signal('SIGKILL');
    await api.exit;
  };
  return { api, url, environment, stop };
}
