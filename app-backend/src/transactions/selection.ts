import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { Slots } from '../database/query-template.js';
import type { Tables } from '../database/tables.js';
import type { TransactionFilter } from './transaction-query.schema.js';

/** What the words of a filter match: categories, accounts and tags by name. */
export interface Matches {
  /** All spellings of the filter's tag. */
  spellings: string[];
  /** How many entries have the tag. */
  tagged: number;
  /** Those whose names contain the filter's text. */
  categories: string[];
  accounts: string[];
  tags: string[];
}

export const NO_MATCHES: Matches = { spellings: [], tagged: 0, categories: [], accounts: [], tags: [] };

/** A filter with what its words match. */
export interface Selection {
  filter: TransactionFilter;
  matches: Matches;
}

/** The values that select transactions; one that is missing selects all. */
export interface Conditions extends Omit<TransactionFilter, 'tag' | 'rate'>, Partial<Omit<Matches, 'tagged'>> {
  personId: string;
  /** A text that is not looked up in the index, but in each entry. */
  scannedText?: string | undefined;
  /** Few enough entries have the tag to find all of them. */
  hasRareTag?: true | undefined;
  lacksCategory?: true | undefined;
  lacksRate?: true | undefined;
}

/** The most entries that one request reads, in about 20 ms: ten years with five a day. */
export const MOST_READ = 20_000;

/** A limit that PostgreSQL doesn't know when it plans: it would rather read and sort all entries than so many in the order of an index. */
export const untold = (limit: number) => sql<number>`(select ${sql.lit(limit)})`;

/** So few entries are read sooner than the index: its list for three letters has the entries of all people. */
const FEW = 5_000;

/** @param count How many entries would be read without the text. */
export function toConditions(personId: string, { filter, matches }: Selection, count = Infinity): Conditions {
  const { categoryId, tag, text, rate, ...others } = filter;
  return {
    personId,
    ...others,
    ...(categoryId === 'none' ? { lacksCategory: true } : { categoryId }),
    lacksRate: rate && true,
    ...(tag !== undefined && { spellings: matches.spellings, ...(matches.tagged <= MOST_READ && { hasRareTag: true }) }),
    ...(text !== undefined && {
      ...(count > FEW && hasTrigram(text) ? { text: escapeWildcards(text) } : { scannedText: text }),
      categories: unlessEmpty(matches.categories),
      accounts: unlessEmpty(matches.accounts),
      tags: unlessEmpty(matches.tags),
    }),
  };
}

const unlessEmpty = (names: string[]): string[] | undefined => (names.length > 0 ? names : undefined);

interface Purpose {
  /** All rows are added up, so that their order doesn't matter. */
  isSum?: boolean;
}

export const selectMatching = (
  database: Database,
  given: Slots<Conditions>,
  purpose?: Purpose,
): SelectQueryBuilder<Tables, 'transactions', object> => database.selectFrom('transactions').where(matching(given, purpose));

/** Combines the conditions with "and". */
export function matching(given: Slots<Conditions>, { isSum = false }: Purpose = {}): RawBuilder<boolean> {
  // PostgreSQL would also read all entries of the person, since it doesn't know that an account and a category are of one person.
  const isByKeys = isSum && given.accountId && given.categoryId && !given.from && !given.to;
  const all = [isByKeys ? sql<boolean>`(person_id = ${given.personId}) is true` : sql<boolean>`person_id = ${given.personId}`];
  if (given.from) all.push(sql`date >= ${given.from}`);
  if (given.to) all.push(sql`date <= ${given.to}`);
  if (given.kind) all.push(sql`kind = ${given.kind}`);
  if (given.accountId) all.push(sql`${given.accountId}::uuid in (account_id, to_account_id)`);
  if (given.categoryId) all.push(isByKeys ? inCategories(given.categoryId) : inCategory(given.categoryId));
  if (given.lacksCategory) all.push(LACKS_CATEGORY);
  if (given.spellings) all.push(sql`tags && ${given.spellings}::text[]`);
  if (given.text) all.push(shows(sql`${SEARCHED_TEXT} like '%' || fold_text(${given.text}) || '%'`, given));
  if (given.scannedText) all.push(shows(sql`strpos(${SEARCHED_TEXT}, fold_text(${given.scannedText})) > 0`, given));
  if (given.lacksRate) all.push(lacksRate(given.personId));
  if (given.minAmount) all.push(sql`${VALUE} >= ${given.minAmount}::numeric`);
  if (given.maxAmount) all.push(sql`${VALUE} <= ${given.maxAmount}::numeric`);
  if (given.minAmount || given.maxAmount) all.push(hasValue(given.personId));
  return sql.join(all, sql` and `);
}

/** Splits off the conditions that PostgreSQL checks entry by entry when it reads the first ones in the order of an index. */
export function splitChecked(given: Slots<Conditions>): { found: Slots<Conditions>; checked: Slots<Conditions> } {
  const { personId, from, to, minAmount, maxAmount, text, categories, accounts, tags, ...others } = given;
  const names = { categories, accounts, tags };
  const found = { personId, from, to, minAmount, maxAmount, text };
  const checked = { ...others, personId };
  return text ? { found: { ...found, ...names }, checked } : { found, checked: { ...checked, ...names } };
}

export const inCategory = (id: Expression<string>): RawBuilder<boolean> =>
  sql`category_id in (select id from categories where ${id}::uuid in (id, parent_id))`;

/** The same, in one search of an index instead of one per subcategory. */
const inCategories = (id: Expression<string>): RawBuilder<boolean> =>
  sql`category_id = any(array(select id from categories where ${id}::uuid in (id, parent_id)))`;

export const LACKS_CATEGORY = sql<boolean>`category_id is null and kind <> 'transfer'`;

const lacksRate = (personId: Expression<string>): RawBuilder<boolean> =>
  sql`rate is null and kind <> 'transfer' and currency <> (select home_currency from people where id = ${personId})`;

/** The value in the home currency of an entry that has one, as it is indexed. */
export const VALUE = sql`round(amount * coalesce(rate, 1))`;

/** Selects entries in the home currency or with a rate to it. */
export const hasValue = (personId: Expression<string>): RawBuilder<boolean> =>
  sql`(rate is not null or currency = (select home_currency from people where id = ${personId}))`;

/** Selects entries that show a text: in the payee or the note, in a tag or in the name of the category or an account. */
function shows(inEntry: RawBuilder<unknown>, { categories, accounts, tags }: Slots<Partial<Matches>>): RawBuilder<boolean> {
  const places = [inEntry];
  if (categories) places.push(sql`category_id = any(${categories}::uuid[])`);
  if (accounts) places.push(sql`account_id = any(${accounts}::uuid[])`, sql`to_account_id = any(${accounts}::uuid[])`);
  if (tags) places.push(sql`tags && ${tags}::text[]`);
  return sql`(${sql.join(places, sql` or `)})`;
}

/** What `concat_ws(' ', payee, note)` returns, which cannot be indexed, without case and accents. */
const SEARCHED_TEXT = sql`fold_text(coalesce(payee || ' ' || note, payee, note, ''))`;

/** Returns whether the index has something of a text: three letters or digits, or two and the end of a word, or the start of one. */
const hasTrigram = (text: string): boolean => /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]/u.test(text);

/** Escapes the wildcards of LIKE. */
export const escapeWildcards = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
