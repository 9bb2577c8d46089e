import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { embeddedPostgres } from './embedded-postgres.js';
import { freePort } from './free-port.js';
import { giveOwnership, unprivileged, unprivilegedCommand, accessibleCopy } from './unprivileged.js';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresPort: number;
  }
}

/** Starts one server for the whole run; each test file creates its own database. */
export default async function setup(project: TestProject) {
  const { port, stop } = await startPostgres();
  project.provide('postgresPort', port);
  return stop;
}

/** Starts a separate server, for tests that stop it. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'expenses-api-'));
  const programs = join(accessibleCopy(embeddedPostgres(), folder), 'bin');
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'postgres');
  giveOwnership(folder, data, passwordFile);

  const options = { ...unprivileged, cwd: folder };
  const settings = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ];
  execFileSync(...unprivilegedCommand(join(programs, 'initdb'), ['--pgdata', data, ...settings]), {
    ...options,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const port = await freePort();
  const switches = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((setting) => ['-c', setting]);
  const start = async () => {
    const server = spawn(...unprivilegedCommand(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...switches]), {
      ...options,
      stdio: 'ignore',
    });
    const exited = new Promise((resolve) => server.once('exit', resolve));
    const end = async () => {
      server.kill('SIGINT');
      await exited;
    };
    await waitUntilReady(port, server).catch(async (error) => {
      await end();
      throw error;
    });
    return end;
  };

  let end = await start();
  return {
    port,
    restart: async () => {
      await end();
      end = await start();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not start on port ${port}.`, { cause: error });
      await setTimeout(20);
    }
  }
}
