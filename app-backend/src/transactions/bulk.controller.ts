import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import {
  type BulkDeletion,
  type BulkEdit,
  type BulkRestoration,
  type BulkResult,
  bulkDeletion,
  bulkEdit,
  bulkRestoration,
  bulkResult,
} from './bulk.schema.js';
import { BulkService } from './bulk.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('transactions')
@Controller('v1/transactions')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Post('bulk-edit')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Change many transactions at once, all or none' })
  @ApiOkResponse({ standardSchema: bulkResult })
  edit(@PersonId() personId: string, @Body({ schema: bulkEdit }) body: BulkEdit): Promise<BulkResult> {
    return this.bulk.edit(personId, body);
  }

  @Post('bulk-delete')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Delete many transactions at once, all or none' })
  @ApiOkResponse({ standardSchema: bulkResult })
  delete(@PersonId() personId: string, @Body({ schema: bulkDeletion }) body: BulkDeletion): Promise<BulkResult> {
    return this.bulk.delete(personId, body);
  }

  @Post('bulk-restore')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Restore transactions that were deleted within 24 hours as they were, all or none' })
  @ApiOkResponse({ standardSchema: bulkResult })
  restore(@PersonId() personId: string, @Body({ schema: bulkRestoration }) body: BulkRestoration): Promise<BulkResult> {
    return this.bulk.restore(personId, body);
  }
}
