/** Stores what can be recomputed. A failing cache is a cache miss: it never throws. */
export abstract class Cache {
  abstract readonly kind: 'memory' | 'redis';

  abstract get(key: string): Promise<string | undefined>;

  abstract set(key: string, value: string, seconds: number): Promise<void>;

  /** Increments a counter that expires; returns undefined if the cache is not available. */
  abstract increment(key: string, seconds: number): Promise<number | undefined>;

  /** Reports whether the cache answers now. */
  abstract ping(): Promise<boolean>;

  abstract close(): Promise<void>;
}
