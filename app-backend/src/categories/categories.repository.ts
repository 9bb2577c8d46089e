import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import type { CategoryRow } from '../database/tables.js';
import type { CategoryChange, NewCategory } from './category.schema.js';

@Injectable()
export class CategoriesRepository {
  constructor(private readonly database: Database) {}

  list(personId: string): Promise<CategoryRow[]> {
    return this.database.selectFrom('categories').selectAll().where('person_id', '=', personId).orderBy('name').execute();
  }

  find(personId: string, id: string): Promise<CategoryRow | undefined> {
    return this.database.selectFrom('categories').selectAll().where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
  }

  /** Counts how many of the given categories belong to this person. */
  async countOwn(personId: string, ids: string[]): Promise<number> {
    const categories = this.database.selectFrom('categories').select('id').where('person_id', '=', personId);
    const rows = await this.database.prepared(
      categories.where((category) => category('id', '=', category.fn.any(sql<string[]>`${ids}::uuid[]`))),
    );
    return rows.length;
  }

  /** Locks a person's categories until the current transaction ends: two concurrent moves could create a third level. */
  async lock(personId: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`categories ${personId}`}, 0))`.execute(this.database);
  }

  async hasChildren(personId: string, id: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('categories')
      .select('id')
      .where('person_id', '=', personId)
      .where('parent_id', '=', id)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Returns undefined if the name is taken. */
  create(personId: string, { parentId, ...values }: NewCategory): Promise<CategoryRow | undefined> {
    return this.database
      .insertInto('categories')
      .values({ ...values, parent_id: parentId, person_id: personId })
      .onConflict((conflict) => conflict.columns(['person_id', 'name']).doNothing())
      .returningAll()
      .executeTakeFirst();
  }

  change(personId: string, id: string, { parentId, ...values }: CategoryChange): Promise<CategoryRow> {
    return this.database
      .updateTable('categories')
      .set((column) => ({ id: column.ref('id'), ...values, ...(parentId !== undefined && { parent_id: parentId }) }))
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async delete(personId: string, id: string): Promise<void> {
    await this.database.deleteFrom('categories').where('person_id', '=', personId).where('id', '=', id).execute();
  }
}
