import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { id as idSchema } from '../validation/id.js';
import { AcceptsIfMatch, IfMatch, ReturnsETag } from '../writes/entity-tag.js';
import {
  type Account,
  type AccountChange,
  type AccountList,
  account,
  accountChange,
  accountList,
  type BalanceQuery,
  balanceQuery,
  type NewAccount,
  newAccount,
} from './account.schema.js';
import { AccountsService } from './accounts.service.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @ApiOperation({ summary: 'List your accounts with their balances, oldest first' })
  @ApiOkResponse({ standardSchema: accountList })
  list(@PersonId() personId: string, @Query({ schema: balanceQuery }) { on }: BalanceQuery): Promise<AccountList> {
    return this.accounts.list(personId, on);
  }

  @Post()
  @ReturnsETag()
  @ApiOperation({ summary: 'Create an account' })
  @ApiCreatedResponse({ standardSchema: account })
  create(@PersonId() personId: string, @Body({ schema: newAccount }) body: NewAccount): Promise<Account> {
    return this.accounts.create(personId, body);
  }

  @Get(':id')
  @ReturnsETag()
  @ApiOperation({ summary: 'Get an account with its balance' })
  @ApiOkResponse({ standardSchema: account })
  get(
    @PersonId() personId: string,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: balanceQuery }) { on }: BalanceQuery,
  ): Promise<Account> {
    return this.accounts.get(personId, id, on);
  }

  @Patch(':id')
  @ReturnsETag()
  @AcceptsIfMatch()
  @ApiOperation({ summary: 'Rename, correct or archive an account; its currency cannot change' })
  @ApiOkResponse({ standardSchema: account })
  change(
    @PersonId() personId: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: accountChange }) body: AccountChange,
    @IfMatch() ifMatch?: string,
  ): Promise<Account> {
    return this.accounts.change(personId, id, body, { ifMatch });
  }

  @Delete(':id')
  @AcceptsIfMatch()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete an account that has no transactions' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string, @IfMatch() ifMatch?: string): Promise<void> {
    return this.accounts.delete(personId, id, { ifMatch });
  }
}
