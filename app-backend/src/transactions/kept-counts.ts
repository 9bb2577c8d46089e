import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { asExpressions } from '../database/query-template.js';
import { firstOfMonth } from './kept-totals.js';
import { inCategory, type Selection, toConditions } from './selection.js';

/** Counts the entries of the rarest of the filters of which sums are kept: of a period, in all months that it touches. */
export async function countRarest(database: Database, personId: string, { filter, matches }: Selection): Promise<number> {
  const { from, to } = filter;
  const { accountId, categoryId } = asExpressions(toConditions(personId, { filter, matches }));
  const months = sql`select coalesce(sum(count), 0) from month_sums where person_id = ${personId}`;
  const counts = [
    sql`(${months}${from ? sql` and month >= ${firstOfMonth(from)}` : sql``}${to ? sql` and month <= ${to}` : sql``})`,
    ...(categoryId ? [sql`(${months} and ${inCategory(categoryId)})`] : []),
    ...(accountId
      ? [sql`(select coalesce(sum(count), 0) from account_sums where person_id = ${personId} and account_id = ${accountId})`]
      : []),
  ];
  const { rows } = await sql<{ count: number }>`select least(${sql.join(counts)})::bigint as count`.execute(database);
  return filter.tag === undefined ? rows[0]!.count : Math.min(rows[0]!.count, matches.tagged);
}
