import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PersonId } from '../auth/person-id.decorator.js';
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
} from './expense.schema.js';
import { ExpensesService } from './expenses.service.js';

@ApiBearerAuth()
@ApiTags('expenses')
@Controller('v1/expenses')
export class ExpensesController {
  constructor(private readonly expenses: ExpensesService) {}

  @Get()
  @ApiOkResponse({ standardSchema: expensePage })
  page(@PersonId() personId: string, @Query({ schema: expenseQuery }) query: ExpenseQuery): Promise<ExpensePage> {
    return this.expenses.page(personId, query);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: expense })
  create(@PersonId() personId: string, @Body({ schema: newExpense }) body: NewExpense): Promise<Expense> {
    return this.expenses.create(personId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: expense })
  get(@PersonId() personId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<Expense> {
    return this.expenses.get(personId, id);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: expense })
  change(@PersonId() personId: string, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: expenseChange }) body: ExpenseChange): Promise<Expense> {
    return this.expenses.change(personId, id, body);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.expenses.delete(personId, id);
  }
}
