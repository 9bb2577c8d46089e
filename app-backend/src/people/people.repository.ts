import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { PersonRow } from '../database/tables.js';

/** What everybody starts with. */
const FIRST_CATEGORIES = ['Groceries', 'Eating out', 'Home', 'Transport', 'Health', 'Leisure'];

@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  byEmail(email: string): Promise<PersonRow | undefined> {
    return this.database.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst();
  }

  byId(id: string): Promise<PersonRow | undefined> {
    return this.database.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Nothing comes back where the email is taken. */
  create(values: Pick<PersonRow, 'email' | 'name' | 'password_hash'>): Promise<PersonRow | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const person = await transaction.insertInto('people').values(values).onConflict((conflict) => conflict.column('email').doNothing()).returningAll().executeTakeFirst();
      if (person) await transaction.insertInto('categories').values(FIRST_CATEGORIES.map((name) => ({ person_id: person.id, name }))).execute();
      return person;
    });
  }
}
