import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Person } from '../entities/person.entity.js';
import { Transaction } from '../entities/transaction.entity.js';
import { IdempotencyService } from './idempotency.service.js';
import { TransactionsController } from './transactions.controller.js';
import { TransactionsService } from './transactions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Person, Transaction])],
  controllers: [TransactionsController],
  providers: [TransactionsService, IdempotencyService],
})
export class TransactionsModule {}
