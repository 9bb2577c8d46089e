import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;

/** Every table, as the newest migration leaves it. */
export interface Tables {
  people: PeopleTable;
  sessions: SessionsTable;
  categories: CategoriesTable;
  expenses: ExpensesTable;
}

export interface PeopleTable {
  id: Generated<string>;
  email: string;
  name: string | null;
  password_hash: string;
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
  created_at: Timestamp;
}

export interface CategoriesTable {
  id: Generated<string>;
  person_id: string;
  name: string;
  created_at: Timestamp;
}

export interface ExpensesTable {
  id: Generated<string>;
  /** Settles the order of what happened on one day. */
  sequence: ColumnType<number, never, never>;
  person_id: string;
  category_id: string | null;
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** yyyy-mm-dd. */
  date: string;
  payee: string | null;
  note: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export type PersonRow = Selectable<PeopleTable>;
export type CategoryRow = Selectable<CategoriesTable>;
export type ExpenseRow = Selectable<ExpensesTable>;
export type NewExpense = Insertable<ExpensesTable>;
