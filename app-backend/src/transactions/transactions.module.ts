import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CategoriesModule } from '../categories/categories.module.js';
import { DeletionsModule } from '../deletions/deletions.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BulkController } from './bulk.controller.js';
import { BulkService } from './bulk.service.js';
import { EntryChecks } from './entry-checks.js';
import { TagsController } from './tags.controller.js';
import { TransactionsController } from './transactions.controller.js';
import { TransactionsRepository } from './transactions.repository.js';
import { TransactionsService } from './transactions.service.js';

@Module({
  imports: [DeletionsModule, PeopleModule, AccountsModule, CategoriesModule],
  controllers: [BulkController, TransactionsController, TagsController],
  providers: [TransactionsService, BulkService, EntryChecks, TransactionsRepository],
  exports: [TransactionsService],
})
export class TransactionsModule {}
