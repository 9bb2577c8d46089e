import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { AuthGuard } from './auth/auth.guard.js';
import { CacheModule } from './cache/cache.module.js';
import { CategoriesModule } from './categories/categories.module.js';
import { entities } from './entities/index.js';
import { HealthController } from './health/health.controller.js';
import { SummariesModule } from './summaries/summaries.module.js';
import { TransactionsModule } from './transactions/transactions.module.js';

@Module({
  imports: [
    LoggerModule.forRoot({ pinoHttp: { level: process.env.LOG_LEVEL! } }),
    JwtModule.register({ global: true, secret: process.env.JWT_SECRET!, verifyOptions: { issuer: 'expenses-api', algorithms: ['HS256'] } }),
    TypeOrmModule.forRoot({
      type: 'postgres',
      host: process.env.DATABASE_HOST!,
      port: Number(process.env.DATABASE_PORT),
      database: process.env.DATABASE_NAME!,
      username: process.env.DATABASE_USER!,
      password: process.env.DATABASE_PASSWORD!,
      entities,
      // As many connections as the API has.
      poolSize: 10,
    }),
    CacheModule,
    CategoriesModule,
    TransactionsModule,
    SummariesModule,
  ],
  controllers: [HealthController],
  providers: [{ provide: APP_GUARD, useClass: AuthGuard }],
})
export class AppModule {}
