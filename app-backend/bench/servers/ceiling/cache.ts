import { createClient } from 'redis';

const HOUR_SECONDS = 60 * 60;

export interface Cache {
  get(key: string): Promise<string | null | undefined>;
  set(key: string, value: string): Promise<unknown>;
}

/** Redis, or memory if there is none. A failing cache is a cache miss. */
export async function createCache(environment: Record<string, string>): Promise<Cache> {
  if (!environment.CACHE_HOST) {
    const memory = new Map<string, string>();
    return { get: async (key) => memory.get(key), set: async (key, value) => memory.set(key, value) };
  }
  const client = createClient({
    socket: { host: environment.CACHE_HOST, port: Number(environment.CACHE_PORT) },
    password: environment.CACHE_AUTH_TOKEN!,
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    get: (key) => client.get(key).catch(() => undefined),
    set: (key, value) => client.set(key, value, { expiration: { type: 'EX', value: HOUR_SECONDS } }).catch(() => undefined),
  };
}
