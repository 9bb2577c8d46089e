import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { type TagList, tagList } from './tag.js';
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
}
