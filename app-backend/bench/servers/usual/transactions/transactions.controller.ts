import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { PersonId } from '../auth/person-id.decorator.js';
import { CreateTransactionDto } from './create-transaction.dto.js';
import { IdempotencyService } from './idempotency.service.js';
import { ListTransactionsDto } from './list-transactions.dto.js';
import type { TransactionDto, TransactionPageDto } from './transaction.dto.js';
import { TransactionsService } from './transactions.service.js';

@Controller('v1/transactions')
export class TransactionsController {
  constructor(
    private readonly transactions: TransactionsService,
    private readonly idempotency: IdempotencyService,
  ) {}

  @Get()
  page(@PersonId() personId: string, @Query() query: ListTransactionsDto): Promise<TransactionPageDto> {
    return this.transactions.page(personId, query);
  }

  @Post()
  create(
    @PersonId() personId: string,
    @Body() body: CreateTransactionDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<TransactionDto> {
    return this.idempotency.once(personId, key, body, (manager) => this.transactions.create(manager, personId, body));
  }
}
