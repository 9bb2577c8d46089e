import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../database/database.js';
import { escapeWildcards, type Matches, NO_MATCHES } from './selection.js';
import type { TransactionFilter } from './transaction-query.schema.js';

@Injectable()
export class MatchesRepository {
  constructor(private readonly database: Database) {}

  /** Finds what the words of a filter match. Their number is small, so the planner can weigh it. */
  async find(personId: string, { text, tag }: Pick<TransactionFilter, 'text' | 'tag'>): Promise<Matches> {
    if (text === undefined && tag === undefined) return NO_MATCHES;
    const pattern = sql`'%' || fold_text(${text === undefined ? null : escapeWildcards(text)}::text) || '%'`;
    const { rows } = await sql<Matches>`
      select
        array(
          select distinct tag from tag_sums where person_id = ${personId} and tag_key(tag) = tag_key(${tag ?? null}::text)
        ) as spellings,
        (
          select coalesce(sum(count), 0)::bigint from tag_sums
          where person_id = ${personId} and tag_key(tag) = tag_key(${tag ?? null}::text)
        ) as tagged,
        array(select id::text from categories where person_id = ${personId} and fold_text(name) like ${pattern}) as categories,
        array(select id::text from accounts where person_id = ${personId} and fold_text(name) like ${pattern}) as accounts,
        array(
          select distinct tag from tag_sums where person_id = ${personId} and fold_text('#' || ltrim(tag, '# ')) like ${pattern}
        ) as tags
    `.execute(this.database);
    return rows[0]!;
  }
}
