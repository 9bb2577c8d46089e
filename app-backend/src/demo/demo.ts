import { randomBytes } from 'node:crypto';
import { Passwords } from '../auth/passwords.js';
import type { DatabaseConfiguration } from '../configuration/configuration.js';
import { connect, type Database } from '../database/database.js';
import type { NewTransactionRow } from '../database/tables.js';
import { toMinorRate } from '../money/rate.js';
import { PeopleRepository } from '../people/people.repository.js';
import { StartFailure } from '../start-failure.js';
import { accounts, categories, HOME } from './household.js';
import { twoYears } from './two-years.js';

const BATCH_SIZE = 500;

class EmailTaken extends StartFailure {
  readonly exitCode = 73;

  constructor(email: string) {
    super(`An account with the email ${email} exists. Pass another address: npm start -- demo ADDRESS`);
  }
}

/** Creates a person with two years of entries in one transaction, and prints how to log in. */
export async function demo(
  configuration: DatabaseConfiguration,
  email: string,
  today = new Date().toISOString().slice(0, 10),
): Promise<void> {
  const database = connect(configuration);
  try {
    const password = randomBytes(12).toString('base64url');
    const hash = await new Passwords().hash(password);
    const count = await database.atomically(() => fill(database, { email: email.toLowerCase(), password_hash: hash }, today));
    console.log(`Made ${count} transactions. Sign in with the email ${email.toLowerCase()} and the password ${password}`);
  } finally {
    await database.destroy();
  }
}

async function fill(database: Database, credentials: { email: string; password_hash: string }, today: string): Promise<number> {
  const person = await new PeopleRepository(database).create({ ...credentials, name: 'Demo', home_currency: HOME });
  if (!person) throw new EmailTaken(credentials.email);
  // Replaces the defaults of a new person.
  for (const table of ['categories', 'accounts'] as const) await database.deleteFrom(table).where('person_id', '=', person.id).execute();
  const [accountIds, categoryIds] = [await makeAccounts(database, person.id), await makeCategories(database, person.id)];
  const rows = twoYears(today).map(({ account, to, toAmount, category, rate, ...entry }): NewTransactionRow => ({
    ...entry,
    person_id: person.id,
    rate: rate === null ? null : toMinorRate(rate, entry.currency, HOME),
    category_id: category === null ? null : categoryIds.get(category)!,
    account_id: accountIds.get(accounts[account].name)!,
    to_account_id: to === null ? null : accountIds.get(accounts[to].name)!,
    to_amount: toAmount,
  }));
  for (let start = 0; start < rows.length; start += BATCH_SIZE)
    await database
      .insertInto('transactions')
      .values(rows.slice(start, start + BATCH_SIZE))
      .execute();
  return rows.length;
}

async function makeAccounts(database: Database, personId: string): Promise<Map<string, string>> {
  const values = Object.values(accounts).map(({ openingBalance, ...account }) => ({
    ...account,
    opening_balance: openingBalance,
    person_id: personId,
  }));
  const rows = await database.insertInto('accounts').values(values).returning(['name', 'id']).execute();
  return new Map(rows.map(({ name, id }) => [name, id]));
}

async function makeCategories(database: Database, personId: string): Promise<Map<string, string>> {
  const insert = (values: { name: string; colour: string; icon: string; parent_id: string | null }[]) =>
    database
      .insertInto('categories')
      .values(values.map((category) => ({ ...category, person_id: personId })))
      .returning(['name', 'id'])
      .execute();
  const parents = await insert(Object.entries(categories).map(([name, { colour, icon }]) => ({ name, colour, icon, parent_id: null })));
  const ids = new Map(parents.map(({ name, id }) => [name, id]));
  const children = await insert(
    Object.entries(categories).flatMap(([parent, { colour, children }]) =>
      Object.entries<string>(children).map(([name, icon]) => ({ name, colour, icon, parent_id: ids.get(parent)! })),
    ),
  );
  return new Map([...ids, ...children.map(({ name, id }) => [name, id] as const)]);
}
