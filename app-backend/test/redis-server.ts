import { spawn, spawnSync } from 'node:child_process';
import type { RedisAddress } from '../src/cache/redis-cache.js';
import { freePort } from './free-port.js';

const PASSWORD = 'hush';
const url = process.env.TEST_REDIS_URL;

export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;
// CI skips nothing: a missing server fails.
const maySkip = process.env.CI !== 'true';

/** Only a server that the test starts can be stopped. */
export const skipWithoutRedisServer = maySkip && !hasRedisServer;

export const skipWithoutRedis = skipWithoutRedisServer && url === undefined;

/** Returns the address from TEST_REDIS_URL. */
export function redisFromUrl(): RedisAddress | undefined {
  if (!url) return undefined;
  const { hostname, port, password, protocol } = new URL(url);
  return { host: hostname, port: Number(port || 6379), password: password || undefined, tls: protocol === 'rediss:' };
}

export async function startRedis() {
  if (!hasRedisServer)
    throw new Error('redis-server is not on the PATH, and CI=true skips no tests. Install it (on Debian: apt-get install redis-server).');
  const address: RedisAddress = { host: '127.0.0.1', port: await freePort(), password: PASSWORD, tls: false };
  const server = spawn('redis-server', ['--port', String(address.port), '--bind', '127.0.0.1', '--save', '', '--requirepass', PASSWORD], {
    stdio: 'ignore',
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  return {
    address,
    /** Keeps connections open but stops answering. */
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    stop: async () => {
      server.kill('SIGKILL');
      await exited;
    },
  };
}
