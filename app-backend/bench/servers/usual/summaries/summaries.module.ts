import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Person } from '../entities/person.entity.js';
import { Transaction } from '../entities/transaction.entity.js';
import { SummariesController } from './summaries.controller.js';
import { SummariesService } from './summaries.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Person, Transaction])],
  controllers: [SummariesController],
  providers: [SummariesService],
})
export class SummariesModule {}
