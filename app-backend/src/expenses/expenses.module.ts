import { Module } from '@nestjs/common';
import { ExpensesController } from './expenses.controller.js';
import { ExpensesRepository } from './expenses.repository.js';
import { ExpensesService } from './expenses.service.js';

@Module({ controllers: [ExpensesController], providers: [ExpensesService, ExpensesRepository] })
export class ExpensesModule {}
