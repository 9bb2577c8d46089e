import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Cache } from '../cache/cache.js';
import { Database } from '../database/database.js';
import { Draining } from './draining.js';
import type { Readiness } from './readiness.schema.js';

@Injectable()
export class HealthService {
  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly draining: Draining,
  ) {}

  async readiness(): Promise<Readiness> {
    const [database, cache] = await Promise.all([this.databaseState(), this.cacheState()]);
    if (this.draining.hasBegun) return { status: 'draining', database, cache };
    return { status: database === 'ok' ? 'ok' : 'unavailable', database, cache };
  }

  private async databaseState(): Promise<Readiness['database']> {
    return sql`select 1`.execute(this.database).then(
      () => 'ok' as const,
      () => 'down' as const,
    );
  }

  private async cacheState(): Promise<Readiness['cache']> {
    if (this.cache.kind === 'memory') return 'memory';
    return (await this.cache.ping()) ? 'ok' : 'down';
  }
}
