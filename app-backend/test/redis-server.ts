import { spawn, spawnSync } from 'node:child_process';
import type { RedisAddress } from '../src/cache/redis-cache.js';
import { freePort } from './free-port.js';

const PASSWORD = 'hush';
const url = process.env.TEST_REDIS_URL;

const hasServer = spawnSync('redis-server', ['--version']).status === 0;
// With CI=true nothing is skipped: what is missing fails.
const maySkip = process.env.CI !== 'true';

/** Only a server of our own can be stopped halfway. */
export const skipWithoutRedisServer = maySkip && !hasServer;

export const skipWithoutRedis = skipWithoutRedisServer && url === undefined;

/** The server that TEST_REDIS_URL names. */
export function givenRedis(): RedisAddress | undefined {
  if (!url) return undefined;
  const { hostname, port, password, protocol } = new URL(url);
  return { host: hostname, port: Number(port || 6379), password: password || undefined, tls: protocol === 'rediss:' };
}

export async function startRedis() {
  if (!hasServer)
    throw new Error(
      'There is no redis-server on the PATH, and CI=true skips nothing: install it (on Debian: apt-get install redis-server).',
    );
  const address: RedisAddress = { host: '127.0.0.1', port: await freePort(), password: PASSWORD, tls: false };
  const server = spawn('redis-server', ['--port', String(address.port), '--bind', '127.0.0.1', '--save', '', '--requirepass', PASSWORD], {
    stdio: 'ignore',
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  return {
    address,
    /** It keeps its connections and says nothing any more. */
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    stop: async () => {
      server.kill('SIGKILL');
      await exited;
    },
  };
}
