import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { asNobody, embeddedPostgres } from './embedded-postgres.js';
import { freePort } from './free-port.js';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresPort: number;
  }
}

/** One server for the whole run; each test file makes a database of its own in it. */
export default async function setup(project: TestProject) {
  const bin = embeddedPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'expenses-api-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'postgres');
  if (asNobody.length > 0) for (const path of [folder, data, passwordFile]) chownSync(path, 65534, 65534);
  chmodSync(data, 0o700);

  run(join(bin, 'initdb'), '--pgdata', data, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync');
  const port = await freePort();
  const server = start(join(bin, 'postgres'), '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off');
  await untilItAnswers(port, server);
  project.provide('postgresPort', port);

  return async () => {
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
}

function run(...command: string[]): void {
  const [program, ...args] = [...asNobody, ...command];
  execFileSync(program!, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() });
}

function start(...command: string[]): ChildProcess {
  const [program, ...args] = [...asNobody, ...command];
  return spawn(program!, args, { stdio: 'ignore', cwd: tmpdir() });
}

async function untilItAnswers(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not come up on port ${port}.`, { cause: error });
    }
  }
}
