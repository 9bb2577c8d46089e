import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { connect, Database } from './database.js';
import { secretsManager } from './secrets-manager.js';

function createDatabase(configuration: ApiConfiguration): Database {
  const { DATABASE_SECRET_ARN: arn } = configuration;
  return connect(configuration, { readSecret: arn === undefined ? undefined : secretsManager(arn) });
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
