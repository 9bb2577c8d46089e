import { createClient } from '@redis/client';
import { Cache } from './cache.js';

/** A slower cache is no help. */
const COMMAND_TIMEOUT_MS = 250;
const MAX_RECONNECT_DELAY_MS = 5_000;

export interface RedisAddress {
  host: string;
  port: number;
  password?: string | undefined;
  tls: boolean;
}

/** Callbacks for connection changes: one call per change, not per reconnection attempt. */
export interface RedisEvents {
  onLost(error: Error): void;
  onReady(): void;
}

export class RedisCache extends Cache {
  readonly kind = 'redis';
  private readonly client;
  private isLost = false;

  constructor(
    address: RedisAddress,
    private readonly events: RedisEvents,
  ) {
    super();
    const socket = {
      host: address.host,
      port: address.port,
      connectTimeout: 2_000,
      // Jitter, so that tasks do not reconnect all at once.
      reconnectStrategy: (attempt: number) => Math.min(2 ** attempt * 50, MAX_RECONNECT_DELAY_MS) * (0.5 + Math.random() / 2),
    };
    this.client = createClient({
      socket: address.tls ? { ...socket, tls: true as const, servername: address.host } : socket,
      password: address.password,
      disableOfflineQueue: true,
    });
    this.client.on('error', (error: Error) => this.markLost(error));
    this.client.on('ready', () => this.markReady());
    // Not awaited: the API serves without its cache.
    this.client.connect().catch((error: Error) => this.markLost(error));
  }

  get(key: string): Promise<string | undefined> {
    return this.orMiss(async () => (await this.client.get(key)) ?? undefined);
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    await this.orMiss(() => this.client.set(key, value, { expiration: { type: 'EX', value: seconds } }));
  }

  increment(key: string, seconds: number): Promise<number | undefined> {
    return this.orMiss(async () => (await this.client.multi().incr(key).expire(key, seconds).execTyped())[0]);
  }

  async ping(): Promise<boolean> {
    return (await this.orMiss(() => this.client.ping())) !== undefined;
  }

  async close(): Promise<void> {
    this.client.destroy();
  }

  private markLost(error: Error): void {
    if (!this.isLost) this.events.onLost(error);
    this.isLost = true;
  }

  private markReady(): void {
    this.isLost = false;
    this.events.onReady();
  }

  private async orMiss<T>(command: () => Promise<T>): Promise<T | undefined> {
    // The client's own timeout covers only sending: a hanging Redis would never be given up.
    const tooLate = Promise.withResolvers<undefined>();
    const timeout = setTimeout(() => tooLate.resolve(undefined), COMMAND_TIMEOUT_MS);
    try {
      return await Promise.race([command(), tooLate.promise]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timeout);
    }
  }
}
