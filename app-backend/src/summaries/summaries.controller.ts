import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { month as monthSchema, monthSummary, type SummaryQuery, summaryQuery } from './month-summary.schema.js';
import { SummariesService } from './summaries.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('summaries')
@Controller('v1/summaries')
export class SummariesController {
  constructor(private readonly summaries: SummariesService) {}

  @Get(':month')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'Summarise spending and income of a month by category, in your home currency' })
  @ApiOkResponse({ standardSchema: monthSummary })
  month(
    @PersonId() personId: string,
    @Param('month', { schema: monthSchema }) month: string,
    @Query({ schema: summaryQuery }) { to }: SummaryQuery,
  ): Promise<string> {
    return this.summaries.month(personId, month, to);
  }
}
