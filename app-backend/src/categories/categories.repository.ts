import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { CategoryRow } from '../database/tables.js';

@Injectable()
export class CategoriesRepository {
  constructor(private readonly database: Database) {}

  list(personId: string): Promise<CategoryRow[]> {
    return this.database.selectFrom('categories').selectAll().where('person_id', '=', personId).orderBy('name').execute();
  }

  /** Nothing comes back where the name is taken. */
  create(personId: string, name: string): Promise<CategoryRow | undefined> {
    return this.database
      .insertInto('categories')
      .values({ person_id: personId, name })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doNothing())
      .returningAll()
      .executeTakeFirst();
  }

  rename(personId: string, id: string, name: string): Promise<CategoryRow | undefined> {
    return this.database.updateTable('categories').set({ name }).where('person_id', '=', personId).where('id', '=', id).returningAll().executeTakeFirst();
  }

  async delete(personId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.database.deleteFrom('categories').where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
