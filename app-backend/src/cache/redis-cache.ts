import { createClient } from 'redis';
import { Cache } from './cache.js';

/** A cache that takes longer than this is no help. */
const COMMAND_TIMEOUT_MS = 250;
const MAX_RECONNECT_DELAY_MS = 5_000;

export interface RedisAddress {
  host: string;
  port: number;
  password?: string | undefined;
  tls: boolean;
}

export class RedisCache extends Cache {
  readonly kind = 'redis';
  private readonly client;

  constructor(address: RedisAddress, onError: (error: Error) => void) {
    super();
    const socket = {
      host: address.host,
      port: address.port,
      connectTimeout: 2_000,
      // Spread out, so that tasks do not all come back at once.
      reconnectStrategy: (attempt: number) => Math.min(2 ** attempt * 50, MAX_RECONNECT_DELAY_MS) * (0.5 + Math.random() / 2),
    };
    this.client = createClient({
      socket: address.tls ? { ...socket, tls: true as const, servername: address.host } : socket,
      password: address.password,
      disableOfflineQueue: true,
      commandOptions: { timeout: COMMAND_TIMEOUT_MS },
    });
    this.client.on('error', onError);
    // Not waited for: the API serves while the cache is away.
    this.client.connect().catch(onError);
  }

  get(key: string): Promise<string | undefined> {
    return this.orMiss(async () => (await this.client.get(key)) ?? undefined);
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    await this.orMiss(() => this.client.set(key, value, { expiration: { type: 'EX', value: seconds } }));
  }

  async ping(): Promise<boolean> {
    return (await this.orMiss(() => this.client.ping())) !== undefined;
  }

  async close(): Promise<void> {
    this.client.destroy();
  }

  private async orMiss<T>(command: () => Promise<T>): Promise<T | undefined> {
    try {
      return await command();
    } catch {
      return undefined;
    }
  }
}
