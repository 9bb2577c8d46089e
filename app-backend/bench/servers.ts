import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'rolldown';
import { freePort } from '../test/free-port.js';
import { BACKEND } from './environment.js';
import { processorMs } from './processor-time.js';

export const NAMES = ['ours', 'usual', 'ceiling'] as const;
export type Name = (typeof NAMES)[number];

const BENCH = import.meta.dirname;

const PROGRAMS: Record<Name, string[]> = {
  ours: [join(BACKEND, 'dist/main.js'), 'serve'],
  usual: [join(BENCH, 'dist/usual/main.js')],
  ceiling: [join(BENCH, 'dist/ceiling/main.js')],
};

/** All but the compiler's own helpers. */
const PACKAGES = /^(?!@oxc-project\/)[@a-z]/;

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 2;

export interface Server {
  name: Name;
  url: string;
  pid: number;
  /** From the start of the process to its first healthy answer. */
  startMs: number;
  /** Processor time until then; undefined where it isn't measured. */
  startCpuMs: number | undefined;
  /** Its exit code; null if a signal ended it. */
  exit: Promise<number | null>;
  stop: () => Promise<void>;
}

/** Builds all three: the API as for its image, "usual" without its packages as most people do, "ceiling" with them. */
export async function buildServers(): Promise<void> {
  await rm(join(BENCH, 'dist'), { recursive: true, force: true });
  const common = { platform: 'node', tsconfig: join(BENCH, 'tsconfig.json'), logLevel: 'silent' } as const;
  const source = (name: Name) => join(BENCH, 'servers', name, 'main.ts');
  buildApi();
  await build({ ...common, input: source('usual'), external: PACKAGES, output: { dir: join(BENCH, 'dist/usual'), format: 'esm' } });
  await build({ ...common, input: source('ceiling'), output: { dir: join(BENCH, 'dist/ceiling'), format: 'esm' } });
}

export const buildApi = (): void =>
  void execFileSync('npm', ['run', 'build', '--silent'], { cwd: BACKEND, stdio: ['ignore', 'ignore', 'inherit'] });

/** Returns the size of a server's code together with its packages, in MB; undefined for "usual", which isn't bundled. */
export function bundleMb(name: Name): number | undefined {
  if (name === 'usual') return undefined;
  const folder = dirname(PROGRAMS[name][0]!);
  return readdirSync(folder).reduce((total, file) => total + statSync(join(folder, file)).size, 0) / 1e6;
}

/** Starts a server and waits for its first healthy answer. */
export async function startServer(name: Name, variables: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, PROGRAMS[name], {
    env: { ...variables, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await untilHealthy(name, url, child);
  const stop = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  const [startMs, startCpuMs] = [performance.now() - started, processorMs(child.pid!)];
  return { name, url, pid: child.pid!, startMs, startCpuMs, exit, stop };
}

async function untilHealthy(name: Name, url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The server "${name}" did not become healthy: ${PROGRAMS[name].join(' ')}`);
    }
    await setTimeout(POLL_MS);
  }
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
