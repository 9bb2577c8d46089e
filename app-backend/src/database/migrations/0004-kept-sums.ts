import { type Kysely, sql } from 'kysely';
import { lockTables } from '../lock-tables.js';

/** New writers queue behind a migration that waits for its lock. */
const LOCK_TIMEOUT_MS = 150;

/** A table of sums over transactions. */
interface KeptSums {
  table: string;
  key: string[];
  /** The first columns of the key, which together select few rows. */
  prefix: string[];
  /** Each sum with its value for one entry. */
  measures: Record<string, string>;
  /** Selects the entries to sum from the signed rows of `changed`. */
  entries: string;
}

const MEASURES = {
  count: '1',
  amount: 'amount',
  converted: 'coalesce(round(amount * rate), 0)',
  without_rate: '(rate is null)::int',
};

const KEPT_SUMS: readonly KeptSums[] = [
  {
    table: 'account_sums',
    key: ['person_id', 'account_id', 'month', 'incoming', 'kind', 'currency'],
    prefix: ['person_id', 'account_id', 'month'],
    measures: { ...MEASURES, received: 'received' },
    entries: `
      select sign, person_id, leg.account_id, month, incoming, kind, currency, amount, rate, received
      from changed cross join lateral (values (account_id, false, 0), (to_account_id, true, to_amount)) leg (account_id, incoming, received)
      where leg.account_id is not null`,
  },
  {
    table: 'month_sums',
    key: ['person_id', 'month', 'category_id', 'kind', 'currency'],
    prefix: ['person_id', 'month'],
    measures: MEASURES,
    entries: 'select * from changed',
  },
  {
    table: 'tag_sums',
    key: ['person_id', 'tag', 'kind', 'currency'],
    prefix: ['person_id', 'tag'],
    measures: MEASURES,
    entries: 'select * from changed cross join lateral (select distinct unnest(tags)) tag (tag) where tag is not null',
  },
];

/**
 * Makes PostgreSQL keep the sums that pages show, per account, category and tag, whichever release writes.
 *
 * From here on, triggers add each change; the next migration adds the earlier transactions. The tables have no foreign keys: a cascade
 * could delete a sum before a trigger subtracts from it. A sum that becomes zero is deleted.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await makeTables(database);
  await sql.raw(fillSums()).execute(database);
  await lockTables(database, ['transactions'], { mode: 'share row exclusive', timeoutMs: LOCK_TIMEOUT_MS });
  await keepSums(database, 'insert', 'new table as added', signed('added'));
  await keepSums(database, 'delete', 'old table as removed', signed('removed', -1));
  await keepSums(database, 'update', 'new table as added old table as removed', `${signed('added')} union all ${signed('removed', -1)}`);
}

async function makeTables(database: Kysely<unknown>): Promise<void> {
  const measures = sql`
    count bigint not null, amount numeric not null, converted numeric not null, without_rate bigint not null
  `;
  await sql`
    create table account_sums (
      person_id uuid, account_id uuid, month date, incoming boolean, kind transaction_kind, currency char(3), ${measures},
      received numeric not null,
      primary key (person_id, account_id, month, incoming, kind, currency)
    ) with (fillfactor = 80)
  `.execute(database);
  await sql`
    create table month_sums (
      person_id uuid not null, month date not null, category_id uuid, kind transaction_kind not null,
      currency char(3) not null, ${measures},
      unique nulls not distinct (person_id, month, category_id, kind, currency)
    ) with (fillfactor = 80)
  `.execute(database);
  await sql`
    create table tag_sums (
      person_id uuid, tag text, kind transaction_kind, currency char(3), ${measures},
      primary key (person_id, tag, kind, currency)
    ) with (fillfactor = 80)
  `.execute(database);
}

/**
 * Creates the trigger of one event. By its name it runs after the one that counts changes, which locks the person: writers of the same
 * sums have queued there, so they cannot deadlock here.
 */
async function keepSums(database: Kysely<unknown>, event: string, transitions: string, changed: string): Promise<void> {
  const upserts = KEPT_SUMS.map((sums) => `, ${sums.table}_upserts as (${upsert(sums, difference(sums))})`);
  const deletions = KEPT_SUMS.map(
    ({ table, prefix, measures, entries }) => `
      with changed as (${changed})
      delete from ${table} kept using (select distinct ${prefix.join(', ')} from (${entries}) entry) touched
      where ${prefix.map((column) => `kept.${column} = touched.${column}`).join(' and ')} and ${isZero(measures)};`,
  );
  await sql
    .raw(
      `create function keep_sums_on_${event}() returns trigger language plpgsql as $$
      declare
        nothing int;
      begin
        with changed as (${changed}) ${upserts.join('')} select 1 into nothing;
        ${event === 'insert' ? '' : deletions.join('')}
        return null;
      end $$`,
    )
    .execute(database);
  await sql
    .raw(
      `create trigger transactions_${event}_sums after ${event} on transactions referencing ${transitions}
      for each statement execute function keep_sums_on_${event}()`,
    )
    .execute(database);
}

/**
 * Builds a function that adds what the sums of one person lack. It reads rows and sums at one moment, then adds the difference: what
 * triggers add meanwhile stays right, no writer waits while it reads, and a second call finds nothing to add.
 */
function fillSums(): string {
  const columns = ({ key, measures }: KeptSums) => [...key, ...Object.keys(measures)].join(', ');
  const kept = ({ table, key, measures }: KeptSums) =>
    `select ${[...key, ...Object.keys(measures).map((measure) => `-${measure}`)].join(', ')} from ${table} where person_id = person`;
  return `
    create function fill_sums(person uuid) returns void language plpgsql as $$
    declare
      ${KEPT_SUMS.map(({ table }) => `missing_${table} ${table}[];`).join('\n')}
    begin
      ${KEPT_SUMS.map(
        (sums) => `
        with changed as (${signed('transactions')} where person_id = person)
        select array_agg(row(${columns(sums)})::${sums.table}) into missing_${sums.table}
        from (${difference(sums, kept(sums))}) missing;`,
      ).join('')}
      perform from people where id = person for no key update;
      ${KEPT_SUMS.map(
        (sums) => `
        ${upsert(sums, `select * from unnest(missing_${sums.table})`)};
        delete from ${sums.table} kept where person_id = person and ${isZero(sums.measures)};`,
      ).join('')}
    end $$`;
}

const signed = (transactions: string, sign = 1): string => `
  select ${sign} as sign, person_id, date_trunc('month', date::timestamp)::date as month, kind, category_id, account_id, to_account_id,
    amount, to_amount, currency, rate, tags
  from ${transactions}`;

/** Selects the change of each sum that changes; `kept` selects sums to subtract. */
function difference({ key, measures, entries }: KeptSums, kept?: string): string {
  const values = Object.entries(measures).map(([name, value]) => `sign * ${value} as ${name}`);
  const names = Object.keys(measures);
  return `
    select ${[...key, ...names.map((name) => `sum(${name}) as ${name}`)].join(', ')}
    from (select ${[...key, ...values].join(', ')} from (${entries}) entry ${kept ? `union all ${kept}` : ''}) change
    group by ${key.join(', ')} having ${names.map((name) => `sum(${name}) <> 0`).join(' or ')}`;
}

const upsert = ({ table, key, measures }: KeptSums, differences: string): string => `
  insert into ${table} as kept ${differences}
  on conflict (${key.join(', ')}) do update set
    ${Object.keys(measures)
      .map((name) => `${name} = kept.${name} + excluded.${name}`)
      .join(', ')}`;

const isZero = (measures: Record<string, string>): string =>
  Object.keys(measures)
    .map((name) => `kept.${name} = 0`)
    .join(' and ');
