import { Injectable } from '@nestjs/common';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { CategoriesRepository } from '../categories/categories.repository.js';
import type { AccountRow } from '../database/tables.js';
import { notFound } from '../errors/problems.js';
import { contradictions, type Entry, type EntryProblem } from './rules.js';

type References = Pick<Entry, 'category_id' | 'account_id' | 'to_account_id'>;

/** Accounts by their ids. */
type Accounts = Map<string, AccountRow>;

@Injectable()
export class EntryChecks {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly categories: CategoriesRepository,
  ) {}

  /** Finds contradictions of each entry with itself or its accounts; throws if a reference is not the person's own. */
  async contradictions(personId: string, entries: readonly Entry[], home: string): Promise<EntryProblem[][]> {
    return this.contradictionsWith(await this.findAccounts(personId, entries), entries, home);
  }

  /** Finds the accounts of entries; throws if a category is not the person's own. */
  async findAccounts(personId: string, entries: readonly References[]): Promise<Accounts> {
    const ids = distinct(entries.flatMap(({ account_id, to_account_id }) => [account_id, to_account_id]));
    const [, accounts] = await Promise.all([
      this.checkCategories(personId, distinct(entries.map(({ category_id }) => category_id))),
      ids.length > 0 ? this.accounts.findOwn(personId, ids) : [],
    ]);
    return new Map(accounts.map((account) => [account.id, account]));
  }

  /** Finds contradictions of each entry with itself or its accounts; throws if an account is none of those found. */
  contradictionsWith(accounts: Accounts, entries: readonly Entry[], home: string): EntryProblem[][] {
    return entries.map((entry) => {
      const [from, to] = [accounts.get(entry.account_id ?? ''), accounts.get(entry.to_account_id ?? '')];
      if (entry.account_id && !from) throw notFound('account', [{ path: 'accountId', message: 'must be one of your accounts' }]);
      if (entry.to_account_id && !to) throw notFound('account', [{ path: 'toAccountId', message: 'must be one of your accounts' }]);
      // Transfers within one currency arrive in full.
      if (entry.kind === 'transfer' && to?.currency === entry.currency) entry.to_amount ??= entry.amount;
      return contradictions(entry, { home, from, to });
    });
  }

  private async checkCategories(personId: string, ids: string[]): Promise<void> {
    if (ids.length > 0 && (await this.categories.countOwn(personId, ids)) < ids.length)
      throw notFound('category', [{ path: 'categoryId', message: 'must be one of your categories' }]);
  }
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
