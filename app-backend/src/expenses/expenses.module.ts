import { Module } from '@nestjs/common';
import { TransactionsModule } from '../transactions/transactions.module.js';
import { ExpensesController } from './expenses.controller.js';

@Module({ imports: [TransactionsModule], controllers: [ExpensesController] })
export class ExpensesModule {}
