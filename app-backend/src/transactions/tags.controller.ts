import { Body, Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { type TagList, type TagName, type TagRenaming, type TagResult, tagList, tagName, tagRenaming, tagResult } from './tag.js';
import { TagsService } from './tags.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('transactions')
@Controller('v1/tags')
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  @Get()
  @ApiOperation({ summary: 'List the tags in use, most used first' })
  @ApiOkResponse({ standardSchema: tagList })
  list(@PersonId() personId: string): Promise<TagList> {
    return this.tags.list(personId);
  }

  @Post('remove')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Remove a tag, in any spelling, from all transactions' })
  @ApiOkResponse({ standardSchema: tagResult })
  remove(@PersonId() personId: string, @Body({ schema: tagName }) body: TagName): Promise<TagResult> {
    return this.tags.remove(personId, body);
  }

  @Post('rename')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Rename a tag, in any spelling, on all transactions or none; the name of another tag merges both' })
  @ApiOkResponse({ standardSchema: tagResult })
  rename(@PersonId() personId: string, @Body({ schema: tagRenaming }) body: TagRenaming): Promise<TagResult> {
    return this.tags.rename(personId, body);
  }

  @Post('restore')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Restore a tag that was removed from all transactions within 24 hours, in the spelling of each' })
  @ApiOkResponse({ standardSchema: tagResult })
  restore(@PersonId() personId: string, @Body({ schema: tagName }) body: TagName): Promise<TagResult> {
    return this.tags.restore(personId, body);
  }
}
