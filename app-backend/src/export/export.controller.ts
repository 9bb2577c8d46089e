import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { NeedsOpenSession } from '../auth/open-session.decorator.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { accountExport } from './export.schema.js';
import { ExportService } from './export.service.js';

@ApiBearerAuth()
@ApiTags('people')
@NeedsOpenSession()
@Controller('v1/me/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @AllowApiTokens()
  @ApiOperation({ summary: 'Export all your data' })
  @ApiOkResponse({ standardSchema: accountExport })
  async export(@PersonId() personId: string): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.json(personId), { type: 'application/json; charset=utf-8' });
  }

  @Get('transactions.csv')
  @AllowApiTokens()
  @ApiOperation({ summary: 'Export your transactions for a spreadsheet' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', example: '"Date","Kind","Amount"\r\n"2026-11-24","expense","12.50"\r\n' } })
  async transactions(@PersonId() personId: string): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.csv(personId), { type: 'text/csv; charset=utf-8' });
  }
}
