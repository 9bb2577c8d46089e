import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isBuilt } from '../../app-backend/test/built';

export const BACKEND = join(import.meta.dirname, '../../app-backend');

/** The Node.js that the API installs. */
export const backendNode = join(BACKEND, 'node_modules/.bin/node');

/** Returns whether app-backend is installed and built from its current source. */
export const hasBackend = (): boolean => existsSync(backendNode) && isBuilt();

/** The API serves its document without a database. */
const ENVIRONMENT = {
  DATABASE_HOST: 'none.invalid',
  DATABASE_NAME: 'none',
  DATABASE_USER: 'none',
  DATABASE_PASSWORD: 'none',
  JWT_SECRET: 'none'.repeat(8),
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
};

/** Starts the API and returns its OpenAPI document. */
export async function openApiDocument(): Promise<unknown> {
  const port = await freePort();
  const api = spawn(backendNode, ['dist/main.js', 'serve'], {
    cwd: BACKEND,
    env: { ...process.env, ...ENVIRONMENT, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline && api.exitCode === null; await setTimeout(50)) {
      const response = await fetch(`http://127.0.0.1:${port}/openapi.json`).catch(() => undefined);
      if (response) return await response.json();
    }
    throw new Error('The API in app-backend did not start.');
  } finally {
    api.kill('SIGKILL');
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
