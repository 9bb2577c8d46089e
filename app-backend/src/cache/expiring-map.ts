const MAX_ENTRIES = 10_000;

/** A map whose entries expire. A full one evicts its oldest entry. */
export class ExpiringMap<V> {
  private readonly entries = new Map<string, { value: V; expires: number }>();

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expires > Date.now() ? entry.value : undefined;
  }

  /** @param expires a time in milliseconds, like Date.now(). */
  set(key: string, value: V, expires: number): void {
    const [oldest] = this.entries.keys();
    if (this.entries.size >= MAX_ENTRIES && !this.entries.has(key)) this.entries.delete(oldest!);
    this.entries.set(key, { value, expires });
  }

  clear(): void {
    this.entries.clear();
  }
}
