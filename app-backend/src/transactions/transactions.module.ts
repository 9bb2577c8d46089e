import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CategoriesModule } from '../categories/categories.module.js';
import { DeletionsModule } from '../deletions/deletions.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BulkController } from './bulk.controller.js';
import { BulkService } from './bulk.service.js';
import { EntryChecks } from './entry-checks.js';
import { MatchesRepository } from './matches.repository.js';
import { TagsController } from './tags.controller.js';
import { TagsRepository } from './tags.repository.js';
import { TagsService } from './tags.service.js';
import { TotalsRepository } from './totals.repository.js';
import { TransactionListRepository } from './transaction-list.repository.js';
import { TransactionsController } from './transactions.controller.js';
import { TransactionsRepository } from './transactions.repository.js';
import { TransactionsService } from './transactions.service.js';

@Module({
  imports: [DeletionsModule, PeopleModule, AccountsModule, CategoriesModule],
  controllers: [BulkController, TransactionsController, TagsController],
  providers: [
    TransactionsService,
    BulkService,
    TagsService,
    EntryChecks,
    TransactionsRepository,
    TransactionListRepository,
    TotalsRepository,
    TagsRepository,
    MatchesRepository,
  ],
  exports: [TransactionsService],
})
export class TransactionsModule {}
