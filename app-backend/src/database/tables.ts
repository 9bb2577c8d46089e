import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;

/** Every table, as the newest migration leaves it. */
export interface Tables {
  people: PeopleTable;
  sessions: SessionsTable;
  api_tokens: ApiTokensTable;
  idempotency_keys: IdempotencyKeysTable;
  categories: CategoriesTable;
  accounts: AccountsTable;
  transactions: TransactionsTable;
}

export interface PeopleTable {
  id: Generated<string>;
  email: string;
  name: string | null;
  password_hash: string;
  /** ISO 4217: what rates lead to, and what summaries are told in. */
  home_currency: Generated<string>;
  /** Counts the changes to transactions and categories, whoever made them: a trigger does. */
  ledger_version: ColumnType<number, never, never>;
  created_at: Timestamp;
}

export interface SessionsTable {
  id: Generated<string>;
  /** All sessions that came from one login. */
  family: string;
  person_id: string;
  token_hash: Buffer;
  expires_at: ColumnType<Date, Date, Date>;
  used_at: ColumnType<Date | null, undefined, Date>;
  /** What the login came from, in the words of the program that sent it. */
  user_agent: string | null;
  created_at: Timestamp;
}

export interface ApiTokensTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  token_hash: Buffer;
  scopes: string[];
  expires_at: ColumnType<Date | null, Date | null, Date | null>;
  last_used_at: ColumnType<Date | null, undefined, Date>;
  created_at: Timestamp;
}

/** What was answered to a write, for whoever sends it again. */
export interface IdempotencyKeysTable {
  person_id: string;
  key: string;
  /** Of what was asked for: another request with the same key is a mistake. */
  request_hash: Buffer;
  /** JSON; null where nothing is answered but that it was done. */
  answer: ColumnType<string | null, undefined, string | null>;
  created_at: Timestamp;
}

export interface CategoriesTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  /** One that has none itself: there are two levels. */
  parent_id: string | null;
  /** #rrggbb. */
  colour: string | null;
  icon: string | null;
  created_at: Timestamp;
}

export interface AccountsTable {
  id: Generated<string>;
  /** Settles which is the first. */
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
  /** Settles the order of what happened on one day. */
  sequence: ColumnType<number, never, never>;
  person_id: string;
  kind: ColumnType<'expense' | 'income' | 'transfer', 'expense' | 'income' | 'transfer' | undefined>;
  category_id: string | null;
  /** Null: on none of the person's accounts. */
  account_id: string | null;
  /** Where a transfer goes. */
  to_account_id: string | null;
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** What arrives of a transfer, in minor units of that account's currency. */
  to_amount: number | null;
  /** Minor units of the home currency for one of this one's, a decimal; null where it is the home currency or nobody told. */
  rate: string | null;
  /** yyyy-mm-dd. */
  date: string;
  payee: string | null;
  note: string | null;
  tags: Generated<string[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export type PersonRow = Selectable<PeopleTable>;
export type ApiTokenRow = Selectable<ApiTokensTable>;
export type CategoryRow = Selectable<CategoriesTable>;
export type AccountRow = Selectable<AccountsTable>;
export type TransactionRow = Selectable<TransactionsTable>;
export type NewTransactionRow = Insertable<TransactionsTable>;
