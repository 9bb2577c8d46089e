import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NeedsOpenSession } from '../auth/open-session.decorator.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { id as idSchema } from '../validation/id.js';
import { IgnoresIdempotencyKey } from '../writes/idempotency.interceptor.js';
import {
  type ApiTokenList,
  apiTokenList,
  type CreatedApiToken,
  createdApiToken,
  type NewApiToken,
  newApiToken,
} from './api-token.schema.js';
import { ApiTokensService } from './api-tokens.service.js';

@ApiBearerAuth()
@ApiTags('people')
@NeedsOpenSession()
@Controller('v1/me/tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Get()
  @ApiOperation({ summary: 'List your API tokens' })
  @ApiOkResponse({ standardSchema: apiTokenList })
  list(@PersonId() personId: string): Promise<ApiTokenList> {
    return this.tokens.list(personId);
  }

  @Post()
  @IgnoresIdempotencyKey()
  @ApiOperation({ summary: 'Create an API token; it is shown only once' })
  @ApiCreatedResponse({ standardSchema: createdApiToken })
  create(@PersonId() personId: string, @Body({ schema: newApiToken }) body: NewApiToken): Promise<CreatedApiToken> {
    return this.tokens.create(personId, body);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Revoke an API token immediately' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.tokens.delete(personId, id);
  }
}
