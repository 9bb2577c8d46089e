import type { Pool } from 'pg';
import { COLUMNS, complete, type TransactionRow } from './transaction-row.js';

interface Query {
  from?: string;
  to?: string;
  accountId?: string;
  cursor?: string;
  limit: number;
}

/** Returns a page with one prepared query per combination of filters. */
export async function listTransactions(pool: Pool, personId: string, { from, to, accountId, cursor, limit }: Query) {
  const values: unknown[] = [personId, limit + 1];
  let name = 'page';
  let filters = '';
  const filter = (add: string, sql: string, ...more: unknown[]) => {
    filters += ` and ${sql.replace('$a', `$${values.length + 1}`).replace('$b', `$${values.length + 2}`)}`;
    name += add;
    values.push(...more);
  };
  if (from) filter(' from', 't.date >= $a', from);
  if (to) filter(' to', 't.date <= $a', to);
  // "is true" keeps the ordered index: the account's own index would read all its rows and sort them.
  if (accountId) filter(' account', '($a in (t.account_id, t.to_account_id)) is true', accountId);
  if (cursor) filter(' cursor', '(t.date, t.sequence) < ($a, $b)', cursor.slice(0, 10), cursor.slice(11));
  const { rows } = await pool.query<TransactionRow>({
    name,
    text: `select ${COLUMNS}, p.home_currency as home from people p join transactions t on t.person_id = p.id
      where p.id = $1 and t.person_id = $1${filters} order by t.date desc, t.sequence desc limit $2`,
    values,
  });
  const hasMore = rows.length > limit;
  if (hasMore) rows.pop();
  const last = rows.at(-1);
  return { items: rows.map(complete), nextCursor: hasMore && last ? `${last.date}.${last.sequence}` : null };
}
