import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { TransactionRow } from '../database/tables.js';
import { notFound } from '../errors/problems.js';
import { PeopleRepository } from '../people/people.repository.js';
import { accountDeleted } from '../people/account-deleted.js';
import { invalidRequest } from '../validation/invalid-request.js';
import type { BulkDeletion, BulkEdit, BulkResult } from './bulk.schema.js';
import { EntryChecks } from './entry-checks.js';
import { rethrowMissingReference } from './missing-reference.js';
import { MAX_TAGS } from './tag.js';
import { type EntryValues, TransactionsRepository } from './transactions.repository.js';

/** Changes or deletes many transactions at once, all or none. */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionsRepository,
    private readonly checks: EntryChecks,
    private readonly people: PeopleRepository,
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
      checkTags(rows, addTags, removeTags, ids);
      const add = await this.transactions.canonicalTags(personId, addTags, removeTags);
      await this.transactions.changeAll(personId, ids, values, { add, remove: removeTags }).catch(rethrowMissingReference);
      return { count: rows.length };
    });
  }

  delete(personId: string, { ids }: BulkDeletion): Promise<BulkResult> {
    return this.database.atomically(async () => {
      const rows = await this.lock(personId, ids);
      await this.transactions.delete(personId, ids);
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
    const home = await this.people.lockHomeCurrency(personId);
    if (home === undefined) throw accountDeleted();
    const entries = rows.map((row) => ({ ...row, ...values }));
    const problems = await this.checks.contradictions(personId, entries, home);
    throwIssues(rows, ids, (_, index) =>
      problems[index]!.map(({ path, message, predicate = `can't be changed: ${path} ${message}` }) => predicate),
    );
  }
}

function checkTags(rows: TransactionRow[], add: string[], remove: string[], ids: string[]): void {
  throwIssues(rows, ids, ({ tags }) =>
    new Set([...tags.filter((tag) => !remove.includes(tag)), ...add]).size > MAX_TAGS ? [`would have more than ${MAX_TAGS} tags`] : [],
  );
}

/** Throws if any transaction has issues, naming each by its position in the request. */
function throwIssues(rows: TransactionRow[], ids: string[], issuesOf: (row: TransactionRow, index: number) => string[]): void {
  const issues = rows.flatMap((row, index) => issuesOf(row, index).map((message) => ({ path: ['ids', ids.indexOf(row.id)], message })));
  if (issues.length > 0) throw invalidRequest(issues);
}
