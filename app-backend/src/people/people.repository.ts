import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { PersonRow } from '../database/tables.js';
import type { PersonChange } from './person.schema.js';

/** Categories of a new person. */
const FIRST_CATEGORIES = [
  { name: 'Groceries', colour: '#2e7d32', icon: 'shopping-cart' },
  { name: 'Eating out', colour: '#e65100', icon: 'utensils' },
  { name: 'Home', colour: '#1565c0', icon: 'house' },
  { name: 'Transport', colour: '#6a1b9a', icon: 'train-front' },
  { name: 'Health', colour: '#c62828', icon: 'heart-pulse' },
  { name: 'Leisure', colour: '#00838f', icon: 'ticket' },
  { name: 'Income', colour: '#558b2f', icon: 'banknote' },
];

/** Account of a new person. */
const FIRST_ACCOUNT = { name: 'Cash', kind: 'cash' } as const;

@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  findByEmail(email: string): Promise<PersonRow | undefined> {
    return this.database.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst();
  }

  findById(id: string): Promise<PersonRow | undefined> {
    return this.database.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Locks the person, and so their new entries, until the current transaction ends. */
  lock(id: string): Promise<PersonRow | undefined> {
    return this.database.selectFrom('people').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  }

  change(id: string, { name, homeCurrency }: PersonChange): Promise<PersonRow> {
    return this.database
      .updateTable('people')
      .set((column) => ({
        id: column.ref('id'),
        ...(name !== undefined && { name }),
        ...(homeCurrency !== undefined && { home_currency: homeCurrency }),
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async hasRates(id: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('month_sums')
      .select(sql<boolean | null>`bool_or(without_rate < count)`.as('any'))
      .where('person_id', '=', id)
      .executeTakeFirst();
    return row?.any ?? false;
  }

  async homeCurrency(id: string): Promise<string | undefined> {
    const [row] = await this.database.prepared(this.database.selectFrom('people').select('home_currency').where('id', '=', id));
    return row?.home_currency;
  }

  /** Reads the home currency and keeps it from changing until the current transaction ends. */
  async lockHomeCurrency(id: string): Promise<string | undefined> {
    const [row] = await this.database.prepared(
      this.database.selectFrom('people').select('home_currency').where('id', '=', id).forKeyShare(),
    );
    return row?.home_currency;
  }

  /** Reads the version that cached results depend on. */
  async ledger(id: string): Promise<Pick<PersonRow, 'home_currency' | 'ledger_version'> | undefined> {
    const [row] = await this.database.prepared(
      this.database.selectFrom('people').select(['home_currency', 'ledger_version']).where('id', '=', id),
    );
    return row;
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.database.updateTable('people').set({ password_hash: passwordHash }).where('id', '=', id).execute();
  }

  async setEmail(id: string, email: string): Promise<void> {
    await this.database.updateTable('people').set({ email }).where('id', '=', id).execute();
  }

  /** Replaces the hash of an unchanged password. */
  async replacePasswordHash(id: string, stored: string, replacement: string): Promise<void> {
    await this.database
      .updateTable('people')
      .set({ password_hash: replacement })
      .where('id', '=', id)
      .where('password_hash', '=', stored)
      .execute();
  }

  async delete(id: string): Promise<void> {
    await this.database.deleteFrom('people').where('id', '=', id).execute();
  }

  /** Returns undefined if the email is taken. */
  create(
    values: Pick<PersonRow, 'email' | 'name' | 'password_hash'> & { home_currency?: string | undefined },
  ): Promise<PersonRow | undefined> {
    return this.database.atomically(async () => {
      const person = await this.database
        .insertInto('people')
        .values(values)
        .onConflict((conflict) => conflict.column('email').doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!person) return undefined;
      await this.database
        .insertInto('categories')
        .values(FIRST_CATEGORIES.map((category) => ({ ...category, person_id: person.id })))
        .execute();
      await this.database
        .insertInto('accounts')
        .values({ ...FIRST_ACCOUNT, currency: person.home_currency, person_id: person.id })
        .execute();
      return person;
    });
  }
}
