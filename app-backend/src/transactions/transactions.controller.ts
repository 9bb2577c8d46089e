import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { id as idSchema } from '../validation/id.js';
import { AcceptsIfMatch, IfMatch, ReturnsETag } from '../writes/entity-tag.js';
import { RunsConcurrently } from '../writes/idempotency.interceptor.js';
import { MOST_READ } from './selection.js';
import { type Totals, totals } from './totals.schema.js';
import { type TransactionFilter, type TransactionQuery, transactionFilter, transactionQuery } from './transaction-query.schema.js';
import {
  type NewTransaction,
  newTransaction,
  type Transaction,
  type TransactionChange,
  type TransactionPage,
  transaction,
  transactionChange,
  transactionPage,
} from './transaction.schema.js';
import { TransactionsService } from './transactions.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('transactions')
@Controller('v1/transactions')
export class TransactionsController {
  constructor(private readonly transactions: TransactionsService) {}

  @Get()
  @ApiOperation({
    summary: 'List expenses, incomes and transfers, one page at a time',
    description: `A text of one or two letters is looked for in ${MOST_READ} entries per page. Follow nextCursor until it is null.`,
  })
  @ApiOkResponse({ standardSchema: transactionPage })
  page(@PersonId() personId: string, @Query({ schema: transactionQuery }) query: TransactionQuery): Promise<TransactionPage> {
    return this.transactions.page(personId, query);
  }

  @Get('totals')
  @ApiOperation({
    summary: 'Get the totals of all matching transactions, across pages',
    description:
      'Filters of text, amounts, or two of account, category and tag are added up entry by entry. ' +
      `If that would read more than ${MOST_READ}, the answer is the problem too-much-to-add (422). Choose a shorter period then.`,
  })
  @ApiOkResponse({ standardSchema: totals })
  totals(@PersonId() personId: string, @Query({ schema: transactionFilter }) filter: TransactionFilter): Promise<Totals> {
    return this.transactions.totals(personId, filter);
  }

  @Post()
  @ReturnsETag()
  @RunsConcurrently()
  @ApiOperation({ summary: 'Create an expense, an income or a transfer' })
  @ApiCreatedResponse({ standardSchema: transaction })
  create(@PersonId() personId: string, @Body({ schema: newTransaction }) body: NewTransaction): Promise<Transaction> {
    return this.transactions.create(personId, body);
  }

  @Get(':id')
  @ReturnsETag()
  @ApiOperation({ summary: 'Get a transaction' })
  @ApiOkResponse({ standardSchema: transaction })
  get(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<Transaction> {
    return this.transactions.get(personId, id);
  }

  @Patch(':id')
  @ReturnsETag()
  @AcceptsIfMatch()
  @ApiOperation({ summary: 'Change the given fields of a transaction' })
  @ApiOkResponse({ standardSchema: transaction })
  change(
    @PersonId() personId: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: transactionChange }) body: TransactionChange,
    @IfMatch() ifMatch?: string,
  ): Promise<Transaction> {
    return this.transactions.change(personId, id, body, { ifMatch });
  }

  @Delete(':id')
  @AcceptsIfMatch()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a transaction' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string, @IfMatch() ifMatch?: string): Promise<void> {
    return this.transactions.delete(personId, id, { ifMatch });
  }
}
