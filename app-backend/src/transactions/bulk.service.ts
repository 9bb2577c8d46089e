import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { TransactionRow } from '../database/tables.js';
import { DeletionsRepository } from '../deletions/deletions.repository.js';
import { notFound, Problem } from '../errors/problems.js';
import { PeopleRepository } from '../people/people.repository.js';
import { accountDeleted } from '../people/account-deleted.js';
import { invalidRequest } from '../validation/invalid-request.js';
import type { BulkDeletion, BulkEdit, BulkRestoration, BulkResult } from './bulk.schema.js';
import { EntryChecks } from './entry-checks.js';
import { rethrowMissingReference } from './missing-reference.js';
import { MAX_TAGS } from './tag.js';
import { TagsRepository } from './tags.repository.js';
import { type EntryValues, TransactionsRepository } from './transactions.repository.js';

/** Changes, deletes or restores many transactions at once, all or none. */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionsRepository,
    private readonly tags: TagsRepository,
    private readonly checks: EntryChecks,
    private readonly people: PeopleRepository,
    private readonly deletions: DeletionsRepository,
  ) {}

  edit(
    personId: string,
    { ids, change: { categoryId, accountId, addTags = [], removeTags = [], ...others } }: BulkEdit,
  ): Promise<BulkResult> {
    return this.database.atomically(async () => {
      const rows = await this.lock(personId, ids);
      const values = {
        ...others,
        ...(categoryId !== undefined && { category_id: categoryId }),
        ...(accountId !== undefined && { account_id: accountId }),
      };
      await this.check(personId, rows, values, ids);
      const add = await this.tags.canonical(personId, addTags, removeTags);
      const tags = { add, remove: removeTags };
      const changed = await this.transactions.changeAll(personId, ids, values, tags).catch(rethrowMissingReference);
      throwIssues(changed, ids, (row) => (row.tags.length > MAX_TAGS ? [`would have more than ${MAX_TAGS} tags`] : []));
      return { count: rows.length };
    });
  }

  delete(personId: string, { ids }: BulkDeletion): Promise<BulkResult> {
    return this.database.atomically(async () => {
      const rows = await this.lock(personId, ids);
      await this.deletions.keepTransactions(personId, ids, await this.lockHome(personId));
      await this.transactions.delete(personId, ids);
      return { count: rows.length };
    });
  }

  restore(personId: string, { ids }: BulkRestoration): Promise<BulkResult> {
    return this.database.atomically(async () => {
      const home = await this.lockHome(personId);
      const rows = await this.deletions.restoreTransactions(personId, ids, home).catch(rethrowMissingReference);
      if (rows.length < ids.length) throw notRestorable(ids, rows);
      return { count: rows.length };
    });
  }

  private async lock(personId: string, ids: string[]): Promise<TransactionRow[]> {
    const rows = await this.transactions.lock(personId, ids);
    const found = new Set(rows.map(({ id }) => id));
    const missing = ids.flatMap((id, index) =>
      found.has(id) ? [] : [{ path: `ids.${index}`, message: 'does not exist or is not yours' }],
    );
    if (missing.length > 0) throw notFound('transaction', missing);
    return rows;
  }

  private async check(personId: string, rows: TransactionRow[], values: Partial<EntryValues>, ids: string[]): Promise<void> {
    const entries = rows.map((row) => ({ ...row, ...values }));
    const problems = await this.checks.contradictions(personId, entries, await this.lockHome(personId));
    throwIssues(rows, ids, (_, index) =>
      problems[index]!.map(({ path, message, predicate = `can't be changed: ${path} ${message}` }) => predicate),
    );
  }

  private async lockHome(personId: string): Promise<string> {
    const home = await this.people.lockHomeCurrency(personId);
    if (home === undefined) throw accountDeleted();
    return home;
  }
}

function notRestorable(ids: string[], rows: TransactionRow[]): Problem {
  const errors = ids.flatMap((id, index) =>
    rows.some((row) => row.id === id)
      ? []
      : [{ path: `ids.${index}`, message: 'must be one of your transactions deleted within 24 hours' }],
  );
  return new Problem('not-found', 'These entries can no longer be restored. Enter them again.', errors);
}

/** Throws if any transaction has issues, naming each by its position in the request. */
function throwIssues<R extends { id: string }>(rows: R[], ids: string[], issuesOf: (row: R, index: number) => string[]): void {
  const issues = rows.flatMap((row, index) => issuesOf(row, index).map((message) => ({ path: ['ids', ids.indexOf(row.id)], message })));
  if (issues.length > 0) throw invalidRequest(issues);
}
