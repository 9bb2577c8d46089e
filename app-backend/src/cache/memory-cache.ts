import { Cache } from './cache.js';

const MAX_ENTRIES = 10_000;

/** An in-process cache for development, tests and as a fallback. */
export class MemoryCache extends Cache {
  readonly kind = 'memory';
  private readonly entries = new Map<string, { value: string; expires: number }>();

  async get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key);
    return entry && entry.expires > Date.now() ? entry.value : undefined;
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    const [oldest] = this.entries.keys();
    if (this.entries.size >= MAX_ENTRIES && !this.entries.has(key)) this.entries.delete(oldest!);
    this.entries.set(key, { value, expires: Date.now() + seconds * 1000 });
  }

  async increment(key: string, seconds: number): Promise<number> {
    const count = Number((await this.get(key)) ?? 0) + 1;
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
