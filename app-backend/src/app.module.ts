import { type DynamicModule, Module, RequestMethod } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { SerializedError, SerializedRequest } from 'pino';
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
        LoggerModule.forRoot({
          // The library's default path matches nothing on Fastify.
          forRoutes: [{ path: '/{*splat}', method: RequestMethod.ALL }],
          pinoHttp: {
            level: configuration.LOG_LEVEL,
            // Log only known headers: others may hold a secret, such as the one CloudFront sends to the load balancer.
            // Log no query string: people search for shops and amounts.
            serializers: {
              req: ({ id, method, url, remoteAddress, headers }: SerializedRequest) => ({
                id,
                method,
                url: url.split('?')[0],
                remoteAddress,
                userAgent: headers['user-agent'],
              }),
              // Omit the detail of PostgreSQL errors, which quotes rows.
              err: ({ type, message, code, stack }: SerializedError & { code?: string }) => ({ type, message, code, stack }),
            },
            // Health checks arrive every few seconds and would flood the log.
            autoLogging: { ignore: (request) => request.url?.startsWith('/health/') ?? false },
          },
        }),
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
