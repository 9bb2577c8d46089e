import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { connect, Database } from './database.js';
import { secretsManager } from './secrets-manager.js';

/** Together with the time a paused database takes to resume, this stays below the proxies' timeout of a minute. */
const STATEMENT_TIMEOUT_MS = 15_000;

async function createDatabase(configuration: ApiConfiguration): Promise<Database> {
  const { DATABASE_SECRET_ARN: arn, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = configuration;
  const log = endpoint === undefined ? undefined : (await import('../telemetry/tracing.js')).traceQuery;
  return connect(configuration, {
    readSecret: arn === undefined ? undefined : secretsManager(arn),
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    log,
  });
}

@Global()
@Module({
  providers: [{ provide: Database, useFactory: createDatabase, inject: [CONFIGURATION] }],
  exports: [Database],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.destroy();
  }
}
