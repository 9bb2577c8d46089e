import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountsService } from '../accounts/accounts.service.js';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { NeedsOpenSession } from '../auth/open-session.decorator.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { CategoriesService } from '../categories/categories.service.js';
import { PeopleService } from '../people/people.service.js';
import { TransactionsService } from '../transactions/transactions.service.js';
import { type AccountExport, accountExport } from './export.schema.js';

@ApiBearerAuth()
@ApiTags('people')
@NeedsOpenSession()
@Controller('v1/me/export')
export class ExportController {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: AccountsService,
    private readonly categories: CategoriesService,
    private readonly transactions: TransactionsService,
    private readonly apiTokens: ApiTokensService,
  ) {}

  @Get()
  @AllowApiTokens()
  @ApiOperation({ summary: 'Export all your data' })
  @ApiOkResponse({ standardSchema: accountExport })
  async export(@PersonId() personId: string): Promise<AccountExport> {
    const person = await this.people.get(personId);
    const [accounts, categories, transactions, apiTokens] = await Promise.all([
      this.accounts.list(personId),
      this.categories.list(personId),
      this.transactions.all(personId),
      this.apiTokens.list(personId),
    ]);
    return { person, accounts: accounts.items, categories: categories.items, transactions, apiTokens: apiTokens.items };
  }
}
