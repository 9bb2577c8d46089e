import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CacheModule } from './cache/cache.module.js';
import { CategoriesModule } from './categories/categories.module.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { ConfigurationModule } from './configuration/configuration.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ExpensesModule } from './expenses/expenses.module.js';
import { ExportModule } from './export/export.module.js';
import { HealthModule } from './health/health.module.js';
import { MoneyModule } from './money/money.module.js';
import { PeopleModule } from './people/people.module.js';
import { SummariesModule } from './summaries/summaries.module.js';
import { TransactionsModule } from './transactions/transactions.module.js';
import { VersionModule } from './version/version.module.js';
import { WritesModule } from './writes/writes.module.js';

@Module({})
export class AppModule {
  static with(configuration: ApiConfiguration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigurationModule.with(configuration),
        DatabaseModule,
        CacheModule,
        HealthModule,
        VersionModule,
        AuthModule,
        WritesModule,
        PeopleModule,
        MoneyModule,
        AccountsModule,
        CategoriesModule,
        TransactionsModule,
        SummariesModule,
        ExpensesModule,
        ExportModule,
      ],
    };
  }
}
