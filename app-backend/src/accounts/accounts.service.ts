import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isForeignKeyViolation, isUniqueViolation } from '../database/violations.js';
import { notFound, Problem } from '../errors/problems.js';
import { type Account, type AccountChange, type AccountList, type NewAccount, toAccount } from './account.schema.js';
import { AccountsRepository } from './accounts.repository.js';

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
  ) {}

  async list(personId: string): Promise<AccountList> {
    return { items: (await this.accounts.list(personId)).map(toAccount) };
  }

  async get(personId: string, id: string): Promise<Account> {
    const row = await this.accounts.find(personId, id);
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

  change(personId: string, id: string, values: AccountChange): Promise<Account> {
    return this.database.atomically(async () => {
      if (!(await this.accounts.lock(personId, id))) throw notFound('account');
      await this.accounts.change(personId, id, values).catch((error: unknown) => {
        throw isUniqueViolation(error) ? nameTaken(values.name) : error;
      });
      return this.get(personId, id);
    });
  }

  async delete(personId: string, id: string): Promise<void> {
    const isDeleted = await this.accounts.delete(personId, id).catch((error: unknown) => {
      throw isForeignKeyViolation(error) ? new Problem('in-use', 'There are transactions on this account: move or delete them first, or archive the account.') : error;
    });
    if (!isDeleted) throw notFound('account');
  }
}

const nameTaken = (name: string | undefined) => new Problem('name-taken', `There is an account "${name}" already.`, [{ path: 'name', message: 'is taken' }]);
