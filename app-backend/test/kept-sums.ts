import { type Kysely, sql } from 'kysely';

const MEASURES = sql`
  count(*), sum(amount), coalesce(sum(round(amount * rate)), 0), count(*) filter (where rate is null)
`;

/** Adds up the transactions themselves, and lists the kept sums that differ, with what they are and should be. */
export async function findWrongSums(database: Kysely<any>): Promise<unknown[]> {
  const wrong = [];
  for (const [table, expected] of [
    [
      'account_sums',
      sql`
        select person_id, account_id, date_trunc('month', date)::date, false, kind, currency, ${MEASURES}, 0
        from transactions where account_id is not null group by 1, 2, 3, 4, 5, 6
        union all
        select person_id, to_account_id, date_trunc('month', date)::date, true, kind, currency, ${MEASURES}, sum(to_amount)
        from transactions where to_account_id is not null group by 1, 2, 3, 4, 5, 6
      `,
    ],
    [
      'month_sums',
      sql`
        select person_id, date_trunc('month', date)::date, category_id, kind, currency, ${MEASURES}
        from transactions group by 1, 2, 3, 4, 5
      `,
    ],
    [
      'tag_sums',
      sql`
        select person_id, tag, kind, currency, ${MEASURES}
        from (select distinct id, unnest(tags) as tag from transactions) tag join transactions using (id) group by 1, 2, 3, 4
      `,
    ],
  ] as const) {
    const kept = sql`select * from ${sql.table(table)}`;
    const { rows } = await sql<object>`
      select 'is' as it, * from (${kept} except all (${expected})) kept
      union all
      select 'should be', * from ((${expected}) except all ${kept}) expected
    `.execute(database);
    wrong.push(...rows.map((row) => ({ table, ...row })));
  }
  return wrong;
}
