import { Injectable } from '@nestjs/common';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Database } from '../database/database.js';
import type { TransactionRow } from '../database/tables.js';
import { DeletionsRepository } from '../deletions/deletions.repository.js';
import { type FieldProblem, notFound, Problem } from '../errors/problems.js';
import { homeAmount, toMinorRate } from '../money/rate.js';
import { PeopleRepository } from '../people/people.repository.js';
import { accountDeleted } from '../people/account-deleted.js';
import { invalidRequest } from '../validation/invalid-request.js';
import { checkMatch, type Precondition } from '../writes/entity-tag.js';
import { formatCursor, parseCursor } from './cursor.js';
import { EntryChecks } from './entry-checks.js';
import { MatchesRepository } from './matches.repository.js';
import { rethrowMissingReference } from './missing-reference.js';
import { type Entry, accepts } from './rules.js';
import { TagsRepository } from './tags.repository.js';
import { TotalsRepository } from './totals.repository.js';
import { type Totals, toTotals } from './totals.schema.js';
import type { TransactionFilter, TransactionQuery } from './transaction-query.schema.js';
import {
  type NewTransaction,
  type Transaction,
  type TransactionChange,
  type TransactionPage,
  toTransaction,
} from './transaction.schema.js';
import { MOST_READ, type Selection } from './selection.js';
import { TransactionListRepository } from './transaction-list.repository.js';
import { type EntryValues, TransactionsRepository } from './transactions.repository.js';

/** Bounds the memory of an export; notes of 2,000 characters make this a few megabytes. */
const BATCH_SIZE = 500;

/** Restricts a caller to one kind; other transactions do not exist for it. */
interface KindFilter {
  kind?: TransactionRow['kind'];
}

@Injectable()
export class TransactionsService {
  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionsRepository,
    private readonly list: TransactionListRepository,
    private readonly sums: TotalsRepository,
    private readonly matches: MatchesRepository,
    private readonly tags: TagsRepository,
    private readonly accounts: AccountsRepository,
    private readonly checks: EntryChecks,
    private readonly people: PeopleRepository,
    private readonly deletions: DeletionsRepository,
  ) {}

  async page(personId: string, { sort, cursor, limit, ...filter }: TransactionQuery): Promise<TransactionPage> {
    // One row more than requested shows whether there is a next page.
    const rows = await this.list.page(
      personId,
      await this.select(personId, filter),
      sort,
      cursor === undefined ? undefined : parseCursor(cursor, sort),
      limit + 1,
    );
    const home = rows[0]?.home_currency ?? (await this.home(personId));
    const read = rows.slice(0, limit);
    const last = read.at(-1);
    return {
      items: read.filter((row) => row.is_match !== false).map((row) => toTransaction(row, home)),
      nextCursor: last && (rows.length > limit || last.is_end) ? formatCursor({ ...last, value: valueOf(last, home) }, sort) : null,
    };
  }

  /** Reads all transactions, oldest first, without holding more than a batch or a connection meanwhile. */
  async *batches(personId: string): AsyncGenerator<Transaction[]> {
    let cursor: string | undefined;
    do {
      const page = await this.page(personId, { sort: 'oldest', limit: BATCH_SIZE, cursor });
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  async totals(personId: string, filter: TransactionFilter): Promise<Totals> {
    const home = await this.home(personId);
    const sums = await this.sums.find(personId, await this.select(personId, filter), home);
    if (!sums)
      throw new Problem(
        'too-much-to-add',
        `There are more than ${MOST_READ.toLocaleString('en')} entries to add up, which takes too long. Choose a shorter period.`,
      );
    return toTotals(sums, home);
  }

  async get(personId: string, id: string, { kind }: KindFilter = {}): Promise<Transaction> {
    const row = await this.transactions.find(personId, id);
    if (!row || (kind && row.kind !== kind)) throw notFound(kind ?? 'transaction');
    return toTransaction(row, await this.home(personId));
  }

  create(personId: string, values: NewTransaction): Promise<Transaction> {
    return this.database.atomically(async () => {
      const isOnDefault = values.accountId === undefined && values.kind !== 'transfer';
      // Sent together, since the person's other writes wait for this one.
      const [home, tags, defaultAccount, accounts] = await Promise.all([
        this.lockHome(personId),
        this.tags.canonical(personId, values.tags),
        isOnDefault ? this.accounts.findDefault(personId, values.currency, values.kind) : undefined,
        this.checks.findAccounts(personId, [
          { category_id: values.categoryId, account_id: values.accountId ?? null, to_account_id: values.toAccountId },
        ]),
      ]);
      const entry = toValues({ ...values, tags, accountId: defaultAccount?.id ?? values.accountId }, home);
      if (defaultAccount) accounts.set(defaultAccount.id, defaultAccount);
      refuse(this.checks.contradictionsWith(accounts, [entry], home));
      return toTransaction(await this.transactions.create(personId, entry).catch(rethrowMissingReference), home);
    });
  }

  change(personId: string, id: string, change: TransactionChange, { ifMatch, kind }: Precondition & KindFilter): Promise<Transaction> {
    return this.database.atomically(async () => {
      const home = await this.lockHome(personId);
      const row = await this.lock(personId, id, kind);
      checkMatch(ifMatch, toTransaction(row, home));
      const entry = toValues({ ...toTransaction(row, home), ...resetFields(row, change), ...change }, home);
      if (change.accountId === undefined && entry.currency !== row.currency && entry.kind !== 'transfer')
        entry.account_id = await this.chooseAccount(personId, entry, home);
      if (change.tags) entry.tags = await this.tags.canonical(personId, change.tags);
      const checked = await this.validate(personId, entry, home);
      return toTransaction(await this.transactions.change(personId, id, checked).catch(rethrowMissingReference), home);
    });
  }

  delete(personId: string, id: string, { ifMatch, kind }: Precondition & KindFilter): Promise<void> {
    return this.database.atomically(async () => {
      const row = await this.lock(personId, id, kind);
      const home = await this.home(personId);
      checkMatch(ifMatch, toTransaction(row, home));
      await this.deletions.keepTransactions(personId, [id], home);
      await this.transactions.delete(personId, [id]);
    });
  }

  private async select(personId: string, filter: TransactionFilter): Promise<Selection> {
    return { filter, matches: await this.matches.find(personId, filter) };
  }

  private async lock(personId: string, id: string, kind?: TransactionRow['kind']): Promise<TransactionRow> {
    const [row] = await this.transactions.lock(personId, [id]);
    if (!row || (kind && row.kind !== kind)) throw notFound(kind ?? 'transaction');
    return row;
  }

  private async home(personId: string): Promise<string> {
    const home = await this.people.homeCurrency(personId);
    if (home === undefined) throw accountDeleted();
    return home;
  }

  /** Keeps the home currency, which rates refer to, from changing until the current transaction ends. */
  private async lockHome(personId: string): Promise<string> {
    const home = await this.people.lockHomeCurrency(personId);
    if (home === undefined) throw accountDeleted();
    return home;
  }

  /** Keeps the account if it accepts the new currency, otherwise chooses the default one. */
  private async chooseAccount(personId: string, entry: Entry, home: string): Promise<string | null> {
    const [account] = entry.account_id ? await this.accounts.findOwn(personId, [entry.account_id]) : [];
    if (account && accepts(account, entry, home)) return account.id;
    return (await this.accounts.findDefault(personId, entry.currency, entry.kind))?.id ?? null;
  }

  private async validate<T extends Entry>(personId: string, entry: T, home: string): Promise<T> {
    refuse(await this.checks.contradictions(personId, [entry], home));
    return entry;
  }
}

/** Throws if the only entry of a request has problems. */
function refuse([problems = []]: FieldProblem[][]): void {
  if (problems.length > 0) throw invalidRequest(problems.map(({ path, message }) => ({ path: [path], message })));
}

/** Resets fields that a change of currency, amount or destination invalidates, unless the change sets them. */
function resetFields(row: TransactionRow, change: TransactionChange): Partial<TransactionChange> {
  const isOtherCurrency = change.currency !== undefined && change.currency !== row.currency;
  return {
    ...(isOtherCurrency && { rate: null }),
    ...((isOtherCurrency || change.amount !== undefined || change.toAccountId !== undefined) && { toAmount: null }),
  };
}

const valueOf = ({ amount, currency, rate }: TransactionRow, home: string): bigint | null => homeAmount(amount, currency, rate, home);

function toValues(
  values: Omit<NewTransaction, 'accountId'> & { accountId?: string | null | undefined },
  home: string,
): EntryValues & Entry {
  return {
    kind: values.kind,
    amount: values.amount,
    currency: values.currency,
    rate: values.rate === null ? null : toMinorRate(values.rate, values.currency, home),
    date: values.date,
    payee: values.payee,
    note: values.note,
    tags: values.tags,
    category_id: values.categoryId,
    account_id: values.accountId ?? null,
    to_account_id: values.toAccountId,
    to_amount: values.toAmount,
  };
}
