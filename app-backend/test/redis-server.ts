import { spawn, spawnSync } from 'node:child_process';
import type { RedisAddress } from '../src/cache/redis-cache.js';
import { freePort } from './free-port.js';

const PASSWORD = 'hush';
const url = process.env['TEST_REDIS_URL'];

/** Whether redis-server is on the PATH: only a server of our own can be stopped halfway. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

export const hasRedis = hasRedisServer || url !== undefined;

/** The server that TEST_REDIS_URL names. */
export function givenRedis(): RedisAddress | undefined {
  if (!url) return undefined;
  const { hostname, port, password, protocol } = new URL(url);
  return { host: hostname, port: Number(port || 6379), password: password || undefined, tls: protocol === 'rediss:' };
}

export async function startRedis() {
  const address: RedisAddress = { host: '127.0.0.1', port: await freePort(), password: PASSWORD, tls: false };
  const server = spawn('redis-server', ['--port', String(address.port), '--bind', '127.0.0.1', '--save', '', '--requirepass', PASSWORD], { stdio: 'ignore' });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  return {
    address,
    /** It keeps its connections and says nothing any more. */
    freeze: () => server.kill('SIGSTOP'),
    stop: async () => {
      server.kill('SIGKILL');
      await exited;
    },
  };
}
