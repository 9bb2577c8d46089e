import { type Kysely, sql } from 'kysely';

/** Not in a transaction, so that it locks the entries of one person at a time. A run that was stopped can be repeated. */
export const outsideTransaction = true;

/**
 * Keeps one spelling of each tag on entries that an earlier release gave several: the first one. Triggers keep the sums right. Releases
 * from 0006 on write no second spelling.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const hasTwoSpellings = sql`cardinality(tags) > (select count(distinct tag_key(tag)) from unnest(tags) tag)`;
  const { rows: people } = await sql<{ id: string }>`
    select distinct person_id as id from transactions where ${hasTwoSpellings}
  `.execute(database);
  for (const { id } of people)
    await sql`
      update transactions set tags = array(
        select tag from (
          select distinct on (tag_key(tag)) tag, place from unnest(tags) with ordinality own (tag, place) order by tag_key(tag), place
        ) each_once order by place
      )
      where person_id = ${id} and ${hasTwoSpellings}
    `.execute(database);
}
