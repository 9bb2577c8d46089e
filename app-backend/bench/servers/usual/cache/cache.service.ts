import { Injectable, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import { createClient } from 'redis';

const HOUR_SECONDS = 60 * 60;

/** Redis, or memory if there is none. A failing cache is a cache miss. */
@Injectable()
export class CacheService implements OnModuleInit, OnApplicationShutdown {
  private readonly memory = new Map<string, string>();
  private readonly redis = process.env.CACHE_HOST
    ? createClient({
        socket: { host: process.env.CACHE_HOST, port: Number(process.env.CACHE_PORT) },
        password: process.env.CACHE_AUTH_TOKEN,
      })
    : undefined;

  async onModuleInit(): Promise<void> {
    await this.redis?.on('error', () => undefined).connect();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const value = this.redis ? await this.redis.get(key).catch(() => undefined) : this.memory.get(key);
    return value ? (JSON.parse(value) as T) : undefined;
  }

  async set(key: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    if (this.redis) await this.redis.set(key, text, { expiration: { type: 'EX', value: HOUR_SECONDS } }).catch(() => undefined);
    else this.memory.set(key, text);
  }

  onApplicationShutdown(): void {
    this.redis?.destroy();
  }
}
