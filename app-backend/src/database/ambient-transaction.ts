import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, type DatabaseConnection, PostgresDialect, PostgresDriver, type PostgresDialectConfig } from 'kysely';

/** The connection of the current transaction. */
export const currentConnection = new AsyncLocalStorage<DatabaseConnection>();

/** Makes queries join the current transaction without passing it around, so that a request's writes are atomic. */
class AmbientTransactionDriver extends PostgresDriver {
  override async acquireConnection(...options: Parameters<PostgresDriver['acquireConnection']>): Promise<DatabaseConnection> {
    return currentConnection.getStore() ?? super.acquireConnection(...options);
  }

  /** A transaction finds rows by their keys, so that PostgreSQL may keep a plan. Other queries are planned for their values. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin; set local plan_cache_mode = auto'));
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection !== currentConnection.getStore()) await super.releaseConnection(connection as never);
  }
}

export class AmbientTransactionDialect extends PostgresDialect {
  constructor(private readonly config: PostgresDialectConfig) {
    super(config);
  }

  override createDriver(): PostgresDriver {
    return new AmbientTransactionDriver(this.config);
  }
}
