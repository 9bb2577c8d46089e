import type { Pool } from 'pg';
import type { Cache } from './cache.js';

interface CategorySums {
  categoryId: string | null;
  parentId: string | null;
  expense: number;
  income: number;
  count: number;
  withoutRate: number;
}

const IN_HOME = 'case when t.currency = $2 then t.amount else round(t.amount * t.rate) end';

const SUMS = `select c.id as "categoryId", c.parent_id as "parentId",
    coalesce(sum(${IN_HOME}) filter (where t.kind = 'expense'), 0)::bigint as expense,
    coalesce(sum(${IN_HOME}) filter (where t.kind = 'income'), 0)::bigint as income,
    count(*) as count, count(*) filter (where t.currency <> $2 and t.rate is null) as "withoutRate"
  from transactions t left join categories c on c.id = t.category_id
  where t.person_id = $1 and t.kind <> 'transfer' and t.date >= $3::date and t.date < $3::date + interval '1 month'
  group by c.id order by expense desc, income desc, c.id`;

/** Returns the summary as JSON text, which is also how it is cached. */
export async function monthSummaryText(pool: Pool, cache: Cache, personId: string, month: string): Promise<string> {
  const { rows } = await pool.query<{ version: number; home: string }>({
    name: 'ledger',
    text: 'select ledger_version as version, home_currency as home from people where id = $1',
    values: [personId],
  });
  const { version, home } = rows[0]!;
  const key = `ceiling:month:${personId}:${version}:${home}:${month}`;
  const known = await cache.get(key);
  if (known) return known;
  const { rows: categories } = await pool.query<CategorySums>({ name: 'sums', text: SUMS, values: [personId, home, `${month}-01`] });
  const text = JSON.stringify(summarise(month, home, categories));
  await cache.set(key, text);
  return text;
}

function summarise(month: string, currency: string, categories: CategorySums[]) {
  const total = { month, currency, expense: 0, income: 0, count: 0, withoutRate: 0, categories };
  for (const { expense, income, count, withoutRate } of categories) {
    total.expense += expense;
    total.income += income;
    total.count += count;
    total.withoutRate += withoutRate;
  }
  return total;
}
