import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.schema.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { CategoriesService } from '../categories/categories.service.js';
import type { Category } from '../categories/category.schema.js';
import { PeopleService } from '../people/people.service.js';
import type { Person } from '../people/person.schema.js';
import { TransactionsService } from '../transactions/transactions.service.js';
import { type ExportedTransaction, toExportedAccount, toExportedTransaction } from './export.schema.js';
import { indentedJson } from './indented-json.js';
import { transactionsCsv } from './transactions-csv.js';

/** What a person owns besides API tokens. */
export interface Ledger {
  person: Person;
  accounts: Account[];
  categories: Category[];
  /** Oldest first, in batches. One whose date changes during the export may be missing or there twice. */
  transactions: AsyncIterable<ExportedTransaction[]>;
}

/** Streams exports, since all transactions of a person may need more memory than there is. */
@Injectable()
export class ExportService {
  constructor(
    private readonly people: PeopleService,
    private readonly accounts: AccountsService,
    private readonly categories: CategoriesService,
    private readonly transactions: TransactionsService,
    private readonly apiTokens: ApiTokensService,
  ) {}

  async json(personId: string): Promise<Readable> {
    const { accounts, ...ledger } = await this.ledger(personId);
    const { items: apiTokens } = await this.apiTokens.list(personId);
    return Readable.from(indentedJson({ ...ledger, accounts: accounts.map(toExportedAccount), apiTokens }));
  }

  async csv(personId: string): Promise<Readable> {
    return Readable.from(transactionsCsv(await this.ledger(personId)));
  }

  private async ledger(personId: string): Promise<Ledger> {
    const person = await this.people.get(personId);
    const [{ items: accounts }, { items: categories }] = await Promise.all([this.accounts.list(personId), this.categories.list(personId)]);
    return { person, accounts, categories, transactions: this.exported(personId, person.homeCurrency, accounts) };
  }

  private async *exported(personId: string, home: string, accounts: Account[]): AsyncGenerator<ExportedTransaction[]> {
    const currencies = new Map(accounts.map(({ id, currency }) => [id, currency]));
    for await (const batch of this.transactions.batches(personId))
      yield batch.map((transaction) => toExportedTransaction(transaction, home, currencies.get(transaction.toAccountId ?? '')));
  }
}
