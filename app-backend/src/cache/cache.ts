/** A place for what can be computed again. A cache that fails is a cache that misses: it never throws. */
export abstract class Cache {
  abstract readonly kind: 'memory' | 'redis';

  abstract get(key: string): Promise<string | undefined>;

  abstract set(key: string, value: string, seconds: number): Promise<void>;

  /** Counts up from nothing, and forgets that after a time; nothing comes back where it can't. */
  abstract increment(key: string, seconds: number): Promise<number | undefined>;

  /** Whether it answers right now. */
  abstract ping(): Promise<boolean>;

  abstract close(): Promise<void>;
}
