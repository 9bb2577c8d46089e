import { Body, Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { type TagList, type TagName, type TagResult, tagList, tagName, tagResult } from './tag.js';
import { TransactionsService } from './transactions.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('transactions')
@Controller('v1/tags')
export class TagsController {
  constructor(private readonly transactions: TransactionsService) {}

  @Get()
  @ApiOperation({ summary: 'List the tags in use, most used first' })
  @ApiOkResponse({ standardSchema: tagList })
  list(@PersonId() personId: string): Promise<TagList> {
    return this.transactions.tags(personId);
  }

  @Post('remove')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Remove a tag from all transactions' })
  @ApiOkResponse({ standardSchema: tagResult })
  remove(@PersonId() personId: string, @Body({ schema: tagName }) body: TagName): Promise<TagResult> {
    return this.transactions.removeTag(personId, body);
  }

  @Post('restore')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Restore a tag that was removed from all transactions within 24 hours' })
  @ApiOkResponse({ standardSchema: tagResult })
  restore(@PersonId() personId: string, @Body({ schema: tagName }) body: TagName): Promise<TagResult> {
    return this.transactions.restoreTag(personId, body);
  }
}
