import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';

@Injectable()
export class TagsRepository {
  constructor(private readonly database: Database) {}

  /** Counts the use of each tag, in its most frequent spelling. */
  list(personId: string): Promise<{ name: string; count: number }[]> {
    return this.database
      .selectFrom(
        this.database
          .selectFrom('tag_sums')
          .select(['tag', sql<number>`sum(count)::bigint`.as('count')])
          .where('person_id', '=', personId)
          .groupBy('tag')
          .as('spelling'),
      )
      .select([
        sql<string>`ltrim((array_agg(tag order by count desc, tag))[1], '# ')`.as('name'),
        sql<number>`sum(count)::bigint`.as('count'),
      ])
      .groupBy(sql`tag_key(tag)`)
      .orderBy('count', 'desc')
      .orderBy('name')
      .execute();
  }

  /** Returns each tag once, in the spelling that the person uses most; the spellings of `except` are given up. */
  async canonical(personId: string, tags: string[], except: string[] = []): Promise<string[]> {
    const canonical = new Map<string, string>();
    for (const { key, spelling } of await Promise.all(tags.map((tag) => this.spell(personId, tag, except))))
      if (!canonical.has(key)) canonical.set(key, spelling);
    return [...canonical.values()];
  }

  /** One tag at a time, so that PostgreSQL keeps the plan: with any number of tags, it would plan each execution anew. */
  private async spell(personId: string, tag: string, except: string[]): Promise<{ key: string; spelling: string }> {
    const isKept = sql`tag_key(tag) <> all(array(select tag_key(given_up) from unnest(${except}::text[]) given_up))`;
    const [row] = await this.database.prepared(sql<{ key: string; spelling: string }>`
      select tag_key(${tag}::text) as key, coalesce(
        (
          select ltrim(tag, '# ') from tag_sums where person_id = ${personId} and tag_key(tag) = tag_key(${tag})
            ${except.length > 0 ? sql`and ${isKept}` : sql``}
          group by tag order by sum(count) desc, tag limit 1
        ),
        ${tag}
      ) as spelling
    `);
    return row!;
  }

  /** Renames a tag at its place on all transactions. One that has the other tag too keeps the first of both. Returns their number. */
  async rename(personId: string, tag: string, spellings: string[], name: string): Promise<number> {
    const { numAffectedRows } = await sql`
      with locked as (
        select id from transactions where person_id = ${personId} and tags && ${spellings}::text[] order by id for update
      )
      update transactions set updated_at = now(), tags = array(
        select spelling from (
          select distinct on (tag_key(spelling)) spelling, place
          from unnest(tags) with ordinality old (old_spelling, place),
            lateral (select case when tag_key(old_spelling) = tag_key(${tag}) then ${name} else old_spelling end as spelling) renamed
          order by tag_key(spelling), place
        ) each_once order by place
      )
      from locked where transactions.id = locked.id
    `.execute(this.database);
    return Number(numAffectedRows);
  }
}
