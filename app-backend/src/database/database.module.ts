import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { connect, Database } from './database.js';

@Global()
@Module({
  providers: [{ provide: Database, useFactory: (configuration: ApiConfiguration) => connect(configuration), inject: [CONFIGURATION] }],
  exports: [Database],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.destroy();
  }
}
