import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ApiTokensModule } from '../api-tokens/api-tokens.module.js';
import { CategoriesModule } from '../categories/categories.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TransactionsModule } from '../transactions/transactions.module.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';

@Module({
  imports: [PeopleModule, AccountsModule, CategoriesModule, TransactionsModule, ApiTokensModule],
  controllers: [ExportController],
  providers: [ExportService],
})
export class ExportModule {}
