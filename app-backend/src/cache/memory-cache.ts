import { Cache } from './cache.js';
import { ExpiringMap } from './expiring-map.js';

/** An in-process cache for development, tests and as a fallback. */
export class MemoryCache extends Cache {
  readonly kind = 'memory';
  private readonly entries = new ExpiringMap<string>();

  async get(key: string): Promise<string | undefined> {
    return this.entries.get(key);
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    this.entries.set(key, value, Date.now() + seconds * 1000);
  }

  async increment(key: string, seconds: number): Promise<number> {
    const count = Number(this.entries.get(key) ?? 0) + 1;
    await this.set(key, String(count), seconds);
    return count;
  }

  async ping(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    this.entries.clear();
  }
}
