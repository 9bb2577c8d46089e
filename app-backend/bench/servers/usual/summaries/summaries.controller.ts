import { Controller, Get, Param } from '@nestjs/common';
import { PersonId } from '../auth/person-id.decorator.js';
import { MonthDto } from './month.dto.js';
import { type MonthSummary, SummariesService } from './summaries.service.js';

@Controller('v1/summaries')
export class SummariesController {
  constructor(private readonly summaries: SummariesService) {}

  @Get(':month')
  month(@PersonId() personId: string, @Param() { month }: MonthDto): Promise<MonthSummary> {
    return this.summaries.month(personId, month);
  }
}
