import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;

/** All tables, as of the newest migration. */
export interface Tables {
  people: PeopleTable;
  sessions: SessionsTable;
  api_tokens: ApiTokensTable;
  mail_tokens: MailTokensTable;
  idempotency_keys: IdempotencyKeysTable;
  deletions: DeletionsTable;
  categories: CategoriesTable;
  accounts: AccountsTable;
  transactions: TransactionsTable;
  account_sums: AccountSumsTable;
  month_sums: MonthSumsTable;
  tag_sums: TagSumsTable;
}

export interface PeopleTable {
  id: Generated<string>;
  email: string;
  name: string | null;
  password_hash: string;
  /** ISO 4217: the target of rates and the currency of summaries. */
  home_currency: Generated<string>;
  /** Counts changes to transactions and categories by any release: a trigger maintains it. */
  ledger_version: ColumnType<number, never, never>;
  created_at: Timestamp;
}

export interface SessionsTable {
  id: Generated<string>;
  /** Identifies all sessions of one login. */
  family: string;
  person_id: string;
  token_hash: Buffer;
  expires_at: ColumnType<Date, Date, Date>;
  used_at: ColumnType<Date | null, undefined, Date>;
  /** The User-Agent header of the login. */
  user_agent: string | null;
  created_at: Timestamp;
}

export interface ApiTokensTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  token_hash: Buffer;
  scopes: string[];
  /** Null for a token of an earlier release. */
  expires_at: ColumnType<Date | null, Date, Date | null>;
  last_used_at: ColumnType<Date | null, undefined, Date>;
  created_at: Timestamp;
}

/** Tokens of links in messages. A person has at most one for each purpose. */
export interface MailTokensTable {
  person_id: string;
  purpose: 'password' | 'email';
  token_hash: Buffer;
  /** The address that the link confirms. */
  new_email: string | null;
  expires_at: ColumnType<Date, Date, Date>;
  created_at: Timestamp;
}

/** Stored answers to writes, for repeats. */
export interface IdempotencyKeysTable {
  person_id: string;
  key: string;
  /** Hash of the request: another request with the same key is a mistake. */
  request_hash: Buffer;
  /** JSON; null for an empty answer. */
  answer: ColumnType<string | null, undefined, string | null>;
  created_at: Timestamp;
}

/** What a person deleted within the last day, for an undo. */
export interface DeletionsTable {
  person_id: string;
  /** Earlier releases kept a 'tag' by its exact name. */
  kind: 'transaction' | 'category' | 'tag-spellings';
  /** The id, or the key of a tag. */
  key: string;
  content: unknown;
  deleted_at: Timestamp;
}

export interface CategoriesTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  /** A top-level category: there are two levels. */
  parent_id: string | null;
  /** #rrggbb. */
  colour: string | null;
  icon: string | null;
  created_at: Timestamp;
}

export interface AccountsTable {
  id: Generated<string>;
  /** Orders accounts by age. */
  sequence: ColumnType<number, never, never>;
  person_id: string;
  name: string;
  kind: 'cash' | 'bank' | 'card';
  /** ISO 4217. */
  currency: string;
  /** Minor units of the currency. */
  opening_balance: Generated<number>;
  archived: Generated<boolean>;
  created_at: Timestamp;
}

export interface TransactionsTable {
  id: Generated<string>;
  /** Orders the transactions of a day. */
  sequence: ColumnType<number, never, never>;
  person_id: string;
  kind: ColumnType<'expense' | 'income' | 'transfer', 'expense' | 'income' | 'transfer' | undefined>;
  category_id: string | null;
  /** Null for a transaction on no account. */
  account_id: string | null;
  /** The destination account of a transfer. */
  to_account_id: string | null;
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** What the destination account receives, in minor units of its currency. */
  to_amount: number | null;
  /** Minor units of the home currency per minor unit, a decimal; null in the home currency or if unknown. */
  rate: string | null;
  /** yyyy-mm-dd. */
  date: string;
  payee: string | null;
  note: string | null;
  tags: Generated<string[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

type Kept<T> = ColumnType<T, never, never>;

/** Sums over transactions, which triggers keep. */
interface KeptSums {
  person_id: Kept<string>;
  kind: Kept<'expense' | 'income' | 'transfer'>;
  currency: Kept<string>;
  count: Kept<number>;
  /** Minor units of the currency. */
  amount: Kept<string>;
  /** Minor units of the home currency, of the transactions with a rate. */
  converted: Kept<string>;
  /** How many have no rate. */
  without_rate: Kept<number>;
}

/** Transactions of each account. A transfer is in two of them. */
export interface AccountSumsTable extends KeptSums {
  account_id: Kept<string>;
  /** The first day of the month. */
  month: Kept<string>;
  /** Whether the account is the destination of the transfers. */
  incoming: Kept<boolean>;
  /** Minor units of the account's currency. */
  received: Kept<string>;
}

/** Transactions of each category; null for those without one. */
export interface MonthSumsTable extends KeptSums {
  /** The first day of the month. */
  month: Kept<string>;
  category_id: Kept<string | null>;
}

/** Transactions of each tag. */
export interface TagSumsTable extends KeptSums {
  tag: Kept<string>;
}

export type PersonRow = Selectable<PeopleTable>;
export type SessionRow = Selectable<SessionsTable>;
export type CategoryRow = Selectable<CategoriesTable>;
export type AccountRow = Selectable<AccountsTable>;
export type TransactionRow = Selectable<TransactionsTable>;
export type NewTransactionRow = Insertable<TransactionsTable>;
