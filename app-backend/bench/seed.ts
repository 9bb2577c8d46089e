import type pg from 'pg';

/** Two years of entries, always the same. */
const FIRST_DAY = '2024-12-01';
const DAYS = 730;
/** Used within the last day. */
const KEYS = 1_000;

export const LAST_MONTH = '2026-11';
/** The account and the year of the operation "list". */
export const ACCOUNT = 'Everyday account';
export const YEAR = '2026';

/**
 * Gives a person four accounts, two subcategories per category, and transactions: mostly expenses, some in dollars with a rate,
 * a few in dollars without one.
 */
export async function seed(client: pg.ClientBase, personId: string, transactions: number): Promise<void> {
  await client.query(
    `insert into accounts (person_id, name, kind, currency, opening_balance)
     values ($1, '${ACCOUNT}', 'bank', 'EUR', 240000), ($1, 'Credit card', 'card', 'EUR', 0), ($1, 'Dollars', 'cash', 'USD', 8000)`,
    [personId],
  );
  await client.query(
    `insert into categories (person_id, name, parent_id, colour, icon)
     select person_id, name || ', ' || part, id, colour, icon from categories, unnest(array['regular', 'other']) part
     where person_id = $1 and parent_id is null`,
    [personId],
  );
  await client.query('select setseed(0.42)');
  await client.query(
    `with own as materialized (
       select array(select id from accounts where person_id = $1 and currency = 'EUR' order by sequence) as euros,
         (select id from accounts where person_id = $1 and currency = 'USD') as dollars,
         array(select id from categories where person_id = $1 order by name) as categories
     ), drawn as materialized (
       select i, random() as kind, random() as currency, random() as account, random() as category, random() as text,
         (100 + random() * random() * 20000)::bigint as amount
       from generate_series(1, $2) i
     )
     insert into transactions (person_id, kind, category_id, account_id, to_account_id, amount, currency, to_amount, rate, date, payee,
       note, tags, created_at, updated_at)
     select $1,
       case when kind < 0.80 then 'expense' when kind < 0.92 then 'income' else 'transfer' end::transaction_kind,
       case when kind < 0.92 and category < 0.95 then categories[1 + floor(category / 0.95 * cardinality(categories))::int] end,
       case when kind >= 0.92 then euros[1] when currency >= 0.99 then null else euros[1 + floor(account * 3)::int] end,
       case when kind >= 0.92 then euros[2] end,
       amount,
       case when kind < 0.92 and currency >= 0.92 then 'USD' else 'EUR' end,
       case when kind >= 0.92 then amount end,
       case when kind < 0.92 and currency >= 0.92 and currency < 0.99 then 0.92 + round(account::numeric, 4) / 10 end,
       day,
       case when text < 0.9 then 'Shop ' || floor(text * 50) end,
       case when text < 0.2 then 'Bought on the way home, receipt ' || i end,
       case when text < 0.1 then array['trip', 'shared'] when text < 0.3 then array['trip'] else '{}' end,
       day + make_interval(secs => text * 86400), day + make_interval(secs => text * 86400)
     from drawn, own, lateral (select ('${FIRST_DAY}'::date + (i::bigint * ${DAYS} / ($2 + 1))::int) as day) days
     order by i`,
    [personId, transactions],
  );
  // PostgreSQL keeps plans, and one made for an empty table would read all keys that a round adds.
  await client.query(
    `insert into idempotency_keys (person_id, key, request_hash, created_at)
     select $1, i::text, '', now() - i * interval '1 minute' from generate_series(1, ${KEYS}) i`,
    [personId],
  );
}
