import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { Database } from '../database/database.js';
import type { DeletionsTable, TransactionRow } from '../database/tables.js';

type Kind = DeletionsTable['kind'];

/** All columns of a transaction that are not computed. */
const COLUMNS = sql.raw(
  'id, sequence, person_id, kind, category_id, account_id, to_account_id, amount, currency, to_amount, rate, date, payee, note, tags, ' +
    'created_at, updated_at',
);
/** The same, of a deleted transaction. Its category may have been deleted since. */
const DELETED_COLUMNS = sql.raw(
  'id, sequence, person_id, kind, (select id from categories where id = deleted.category_id), account_id, to_account_id, amount, ' +
    'currency, to_amount, rate, date, payee, note, tags, created_at, updated_at',
);

/** Keeps what a person deletes for a day, so that it can be restored as it was. Call its methods in a transaction. */
@Injectable()
export class DeletionsRepository {
  constructor(private readonly database: Database) {}

  /** Also keeps the home currency, which rates refer to. */
  keepTransactions(personId: string, ids: string[], home: string): Promise<void> {
    return this.keep(
      personId,
      'transaction',
      sql`
        select id::text as key, to_jsonb(transactions) || jsonb_build_object('home', ${home}::text) as content
        from transactions where person_id = ${personId} and id = any(${ids}::uuid[])`,
    );
  }

  /** Returns the restored transactions, without those that are not kept or whose rate refers to another home currency. */
  async restoreTransactions(personId: string, ids: string[], home: string): Promise<TransactionRow[]> {
    const { rows } = await sql<TransactionRow>`
      with taken as (${this.take(personId, 'transaction', sql`${ids}::text[]`)})
      insert into transactions (${COLUMNS}) overriding system value
      select ${DELETED_COLUMNS} from taken, jsonb_populate_record(null::transactions, content) deleted
      where rate is null or content ->> 'home' = ${home}
      returning ${COLUMNS}
    `.execute(this.database);
    return rows;
  }

  /** Keeps a category with the transactions and subcategories that refer to it. */
  async keepCategory(personId: string, id: string): Promise<void> {
    // A transaction that is about to get the category waits, and then fails.
    await this.database.selectFrom('categories').select('id').where('person_id', '=', personId).where('id', '=', id).forUpdate().execute();
    await this.keep(
      personId,
      'category',
      sql`
        select id::text as key, to_jsonb(categories) || jsonb_build_object(
          'transactions', array(select id from transactions where category_id = ${id}::uuid),
          'children', array(select id from categories where parent_id = ${id}::uuid)
        ) as content
        from categories where person_id = ${personId} and id = ${id}`,
    );
  }

  /**
   * Restores a category, on the transactions and subcategories that have had no other since. Returns the number of transactions, or
   * undefined if the category is not kept.
   */
  async restoreCategory(personId: string, id: string): Promise<number | undefined> {
    const { rows } = await sql<{ transactions: string; children: string }>`
      with taken as (${this.take(personId, 'category', sql`array[${id}]`)}), restored as (
        insert into categories (id, person_id, name, parent_id, colour, icon, created_at)
        select id, person_id, name, (select id from categories where id = deleted.parent_id and parent_id is null), colour, icon, created_at
        from taken, jsonb_populate_record(null::categories, content) deleted
      )
      select content ->> 'transactions' as transactions, content ->> 'children' as children from taken
    `.execute(this.database);
    if (!rows[0]) return undefined;
    const listed = (ids: string) => sql`select value::uuid from jsonb_array_elements_text(${ids}::jsonb)`;
    await sql`
      update categories set parent_id = ${id}
      where person_id = ${personId} and parent_id is null and id in (${listed(rows[0].children)})
        and not exists (select from categories child where child.parent_id = categories.id)
        and not exists (select from categories restored where restored.id = ${id} and restored.parent_id is not null)
    `.execute(this.database);
    const { numAffectedRows } = await sql`
      update transactions set category_id = ${id}
      where person_id = ${personId} and category_id is null and kind <> 'transfer' and id in (${listed(rows[0].transactions)})
    `.execute(this.database);
    return Number(numAffectedRows);
  }

  /** Removes a tag in all its spellings from all transactions, and keeps where it was and how it was spelled. Returns their number. */
  async removeTag(personId: string, tag: string, spellings: string[]): Promise<number> {
    const isTagged = sql`person_id = ${personId} and tags && ${spellings}::text[]`;
    await this.keep(
      personId,
      'tag-spellings',
      sql`
        select tag_key(${tag}) as key, jsonb_object_agg(id::text, found) as content
        from (select id, tags from transactions where ${isTagged} order by id for update) tagged
        cross join lateral (
          select jsonb_build_object('place', place, 'spelling', spelling) as found
          from unnest(tags) with ordinality own (spelling, place) where tag_key(spelling) = tag_key(${tag}) order by place limit 1
        ) occurrence
        having count(*) > 0`,
    );
    const { numAffectedRows } = await sql`
      update transactions set updated_at = now(), tags = array(
        select spelling from unnest(tags) with ordinality own (spelling, place) where tag_key(spelling) <> tag_key(${tag}) order by place
      )
      where ${isTagged}
    `.execute(this.database);
    return Number(numAffectedRows);
  }

  /**
   * Restores a tag at its place and in its spelling, on the transactions that have not got it again or been deleted since. Returns their
   * number and the most tags that one of them has, or undefined if the tag is not kept.
   */
  async restoreTag(personId: string, tag: string): Promise<{ count: number; mostTags: number } | undefined> {
    const { rows } = await sql<{ places: string }>`
      with taken as (${this.take(personId, 'tag-spellings', sql`array[tag_key(${tag})]`)}) select content::text as places from taken
    `.execute(this.database);
    if (!rows[0]) return undefined;
    const restored = await sql<{ count: number; mostTags: number }>`
      with restored as (
        update transactions set tags = tags[: place - 1] || spelling || tags[place :], updated_at = now()
        from (
          select key::uuid as id, (value ->> 'place')::int as place, value ->> 'spelling' as spelling
          from jsonb_each(${rows[0].places}::jsonb)
        ) tagged
        where transactions.id = tagged.id and person_id = ${personId}
          and tag_key(spelling) <> all(array(select tag_key(own) from unnest(tags) own))
        returning tags
      )
      select count(*) as count, coalesce(max(cardinality(tags)), 0) as "mostTags" from restored
    `.execute(this.database);
    return restored.rows[0];
  }

  /** Keeps the rows of a query with the columns key and content. Also deletes expired ones, since no timer wakes the database. */
  private async keep(personId: string, kind: Kind, rows: RawBuilder<unknown>): Promise<void> {
    await this.database
      .deleteFrom('deletions')
      .where('person_id', '=', personId)
      .where('deleted_at', '<', sql<Date>`now() - interval '24 hours'`)
      .execute();
    await sql`
      insert into deletions (person_id, kind, key, content)
      select ${personId}::uuid, ${kind}, key, content from (${rows}) deleted
      on conflict (person_id, kind, key) do update set content = excluded.content, deleted_at = now()
    `.execute(this.database);
  }

  private take(personId: string, kind: Kind, keys: RawBuilder<unknown>): RawBuilder<unknown> {
    return sql`
      delete from deletions where person_id = ${personId} and kind = ${kind} and key = any(${keys})
        and deleted_at >= now() - interval '24 hours'
      returning content`;
  }
}
