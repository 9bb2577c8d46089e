import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { newTransaction } from '../transactions/transaction.schema.js';
import { TransactionsService } from '../transactions/transactions.service.js';
import { id as idSchema } from '../validation/id.js';
import { RunsConcurrently } from '../writes/idempotency.interceptor.js';
import {
  type Expense,
  type ExpenseChange,
  type ExpensePage,
  type ExpenseQuery,
  expense,
  expenseChange,
  expensePage,
  expenseQuery,
  type NewExpense,
  newExpense,
  toExpense,
  toExpensePage,
} from './expense.schema.js';

/** The routes of the first sites, for expenses only. Kept until none of those sites runs. */
@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('expenses')
@Controller('v1/expenses')
export class ExpensesController {
  constructor(private readonly transactions: TransactionsService) {}

  @Get()
  @ApiOperation({ deprecated: true, summary: 'Use GET /v1/transactions?kind=expense' })
  @ApiOkResponse({ standardSchema: expensePage })
  async page(@PersonId() personId: string, @Query({ schema: expenseQuery }) query: ExpenseQuery): Promise<ExpensePage> {
    return toExpensePage(await this.transactions.page(personId, { ...query, kind: 'expense', sort: 'newest' }));
  }

  @Post()
  @RunsConcurrently()
  @ApiOperation({ deprecated: true, summary: 'Use POST /v1/transactions' })
  @ApiCreatedResponse({ standardSchema: expense })
  async create(@PersonId() personId: string, @Body({ schema: newExpense }) body: NewExpense): Promise<Expense> {
    return toExpense(await this.transactions.create(personId, newTransaction.parse({ ...body, kind: 'expense' })));
  }

  @Get(':id')
  @ApiOperation({ deprecated: true, summary: 'Use GET /v1/transactions/{id}' })
  @ApiOkResponse({ standardSchema: expense })
  async get(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<Expense> {
    return toExpense(await this.transactions.get(personId, id, { kind: 'expense' }));
  }

  @Patch(':id')
  @ApiOperation({ deprecated: true, summary: 'Use PATCH /v1/transactions/{id}' })
  @ApiOkResponse({ standardSchema: expense })
  async change(
    @PersonId() personId: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: expenseChange }) body: ExpenseChange,
  ): Promise<Expense> {
    return toExpense(await this.transactions.change(personId, id, body, { kind: 'expense' }));
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ deprecated: true, summary: 'Use DELETE /v1/transactions/{id}' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.transactions.delete(personId, id, { kind: 'expense' });
  }
}
