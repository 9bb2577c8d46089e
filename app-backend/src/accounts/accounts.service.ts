import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isForeignKeyViolation, isUniqueViolation } from '../database/violations.js';
import { notFound, Problem } from '../errors/problems.js';
import { checkMatch, type Precondition } from '../writes/entity-tag.js';
import { type Account, type AccountChange, type AccountList, type NewAccount, toAccount } from './account.schema.js';
import { AccountsRepository } from './accounts.repository.js';

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
  ) {}

  async list(personId: string, on?: string): Promise<AccountList> {
    return { items: (await this.accounts.list(personId, on)).map(toAccount) };
  }

  async get(personId: string, id: string, on?: string): Promise<Account> {
    const row = await this.accounts.find(personId, id, on);
    if (!row) throw notFound('account');
    return toAccount(row);
  }

  create(personId: string, values: NewAccount): Promise<Account> {
    return this.database.atomically(async () => {
      const created = await this.accounts.create(personId, values);
      if (!created) throw nameTaken(values.name);
      return this.get(personId, created.id);
    });
  }

  change(personId: string, id: string, values: AccountChange, { ifMatch }: Precondition): Promise<Account> {
    return this.database.atomically(async () => {
      await this.checkMatch(personId, id, ifMatch);
      await this.accounts.change(personId, id, values).catch((error: unknown) => {
        throw isUniqueViolation(error) ? nameTaken(values.name) : error;
      });
      return this.get(personId, id);
    });
  }

  delete(personId: string, id: string, { ifMatch }: Precondition): Promise<void> {
    return this.database.atomically(async () => {
      await this.checkMatch(personId, id, ifMatch);
      await this.accounts.delete(personId, id).catch((error: unknown) => {
        throw isForeignKeyViolation(error)
          ? new Problem('in-use', 'This account has transactions. Move or delete them first, or archive the account.')
          : error;
      });
    });
  }

  private async checkMatch(personId: string, id: string, ifMatch: string | undefined): Promise<void> {
    if (!(await this.accounts.lock(personId, id))) throw notFound('account');
    if (ifMatch !== undefined) checkMatch(ifMatch, await this.get(personId, id));
  }
}

const nameTaken = (name: string | undefined) =>
  new Problem('name-taken', `An account named "${name}" exists. Choose another name.`, [{ path: 'name', message: 'is taken' }]);
