import { type Kysely, sql } from 'kysely';
import { createIndexes } from '../create-indexes.js';

/**
 * Removes case and accents. The collation belongs to PostgreSQL itself: its rules depend neither on the database's locale nor on a
 * library. The letters in the table have no accent that could be split off. Most text is ASCII, which needs no splitting.
 */
const FOLD_TEXT = `
  create function fold_text(value text) returns text language sql immutable strict parallel safe return
    case when octet_length(value) = char_length(value) then lower(value collate pg_c_utf8)
    else translate(
      replace(replace(replace(
        lower(regexp_replace(normalize(value, nfd) collate pg_c_utf8, '[\\u0300-\\u036f]', '', 'g')),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      'øłđħıς', 'oldhiσ') end
`;

/** Tags with the same key are one tag. */
const TAG_KEY = `
  create function tag_key(tag text) returns text language sql immutable strict parallel safe return fold_text(ltrim(tag, '# '))
`;

const INDEXES = {
  transactions_folded_search: `
    transactions using gin (person_id, tags, fold_text(coalesce(payee || ' ' || note, payee, note, '')) gin_trgm_ops)
    with (fastupdate = off)
  `,
  // The value in the home currency, of entries that have one: rates only refer to that currency.
  transactions_by_value: 'transactions (person_id, round(amount * coalesce(rate, 1)), sequence)',
  tag_sums_by_key: 'tag_sums (person_id, tag_key(tag))',
};

/** Not in a transaction, as PostgreSQL builds an index beside writers only outside one. A run that was stopped can be repeated. */
export const outsideTransaction = true;

/**
 * Adds what searches without case and accents need, and lists by value. The previous release uses the indexes transactions_search and
 * transactions_by_amount; the next one can drop them.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createFunction(database, 'fold_text(text)', FOLD_TEXT);
  await createFunction(database, 'tag_key(text)', TAG_KEY);
  await createIndexes(database, INDEXES);
  for (const table of ['transactions', 'tag_sums']) await sql`analyze ${sql.id(table)}`.execute(database);
}

async function createFunction(database: Kysely<unknown>, signature: string, definition: string): Promise<void> {
  const { rows } = await sql`select from pg_proc where oid = to_regprocedure(${signature})`.execute(database);
  if (rows.length === 0) await sql.raw(definition).execute(database);
}
