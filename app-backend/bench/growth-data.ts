import type { Environment } from './environment.js';

/** A text that few entries have, and a tag that only old ones have. */
export const RARE_TEXT = 'xylophone';
export const OLD_TAG = 'old';

const RARE_ENTRIES = 5;
const OLD_BEFORE = '2025-01-01';

/** Gives a person entries with the rare text and the old tag. */
export async function markEntries({ query }: Environment, personId: string, transactions: number): Promise<void> {
  await query(
    `update transactions set note = '${RARE_TEXT}' where id in (
       select id from (select id, row_number() over (order by sequence) as place from transactions where person_id = $1) placed
       where place % $2 = 0)`,
    [personId, Math.floor(transactions / RARE_ENTRIES)],
  );
  await query(`update transactions set tags = tags || '{${OLD_TAG}}' where person_id = $1 and date < '${OLD_BEFORE}' and amount % 4 = 0`, [
    personId,
  ]);
}

/** Fills tables while `transactions` has no indexes but those of constraints, and builds them afterwards: that takes less time. */
export async function withoutIndexes({ query }: Environment, fill: () => Promise<void>): Promise<void> {
  const indexes = await query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'transactions' and indexname not in (select conname from pg_constraint)`,
    [],
  );
  for (const { name } of indexes) await query(`drop index "${name}"`, []);
  await fill();
  await query("set maintenance_work_mem = '1GB'", []);
  for (const { definition } of indexes) await query(definition, []);
}

/** A UUID of version 4 that depends on a text. */
const uuid = (text: string) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/** The id of a copy. */
const copied = (column: string) => uuid(`copies.id::text || ${column}`);

/** Columns of the tables that are copied, without ids and those that PostgreSQL generates. */
const COPIED = {
  accounts: { ids: ['id'], values: ['name', 'kind', 'currency', 'opening_balance'] },
  categories: { ids: ['id', 'parent_id'], values: ['name', 'colour', 'icon'] },
  account_sums: {
    ids: ['account_id'],
    values: ['month', 'incoming', 'kind', 'currency', 'count', 'amount', 'converted', 'without_rate', 'received'],
  },
  month_sums: { ids: ['category_id'], values: ['month', 'kind', 'currency', 'count', 'amount', 'converted', 'without_rate'] },
  tag_sums: { ids: [], values: ['tag', 'kind', 'currency', 'count', 'amount', 'converted', 'without_rate'] },
  transactions: {
    ids: ['category_id', 'account_id', 'to_account_id'],
    values: ['kind', 'amount', 'currency', 'to_amount', 'rate', 'date', 'payee', 'note', 'tags', 'created_at', 'updated_at'],
  },
};

/**
 * Creates people with a model's data, and returns their ids. Copies entry by entry, so that a person's entries lie as far apart as if
 * all had entered them day by day. Without triggers, which would take hours: the kept sums are copied too.
 */
export async function copyPerson({ query }: Environment, modelId: string, copies: number): Promise<string[]> {
  await query('set session_replication_role = replica', []);
  await query(
    `create temporary table copies as select ${uuid("'copy' || i")} as id, 'copy' || i || '@example.com' as email
     from generate_series(1, ${copies}) i`,
    [],
  );
  await query(`insert into people (id, email, password_hash) select id, email, '' from copies`, []);
  for (const [table, { ids, values }] of Object.entries(COPIED)) {
    const insert = `insert into ${table} (person_id, ${[...ids, ...values].join(', ')})
      select copies.id, ${[...ids.map((id) => copied(`model.${id}`)), ...values.map((value) => `model.${value}`)].join(', ')}`;
    const order = table === 'transactions' ? 'order by sequence' : '';
    await query(
      `do $$ declare model ${table}; begin
         for model in select * from ${table} where person_id = '${modelId}' ${order} loop ${insert} from copies; end loop;
       end $$`,
      [],
    );
  }
  await query('reset session_replication_role', []);
  return (await query<{ id: string }>('select id from copies', [])).map(({ id }) => id);
}
