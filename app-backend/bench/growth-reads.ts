import type { Environment } from './environment.js';
import { OLD_TAG, RARE_TEXT } from './growth-data.js';
import { ACCOUNT, LAST_MONTH, YEAR } from './seed.js';

export interface Read {
  title: string;
  path: string;
}

const PERIOD = `from=${YEAR}-01-01&to=${YEAR}-12-31`;

/** Lists what the site's pages read, with the filters that people can choose. */
export async function readsOf({ query }: Environment, personId: string): Promise<Read[]> {
  const idOf = async (table: 'accounts' | 'categories', name: string) =>
    (await query<{ id: string }>(`select id from ${table} where person_id = $1 and name = $2`, [personId, name]))[0]!.id;
  const [middle] = await query<{ cursor: string }>(
    `select date || '.' || sequence as cursor from transactions where person_id = $1 order by date, sequence
     offset (select count(*) / 2 from transactions where person_id = $1) limit 1`,
    [personId],
  );
  const accountId = await idOf('accounts', ACCOUNT);
  const categoryId = await idOf('categories', 'Groceries');
  const list = (title: string, filter: string): Read => ({ title: `list 50: ${title}`, path: `/v1/transactions?limit=50&${filter}` });
  const totals = (title: string, filter: string): Read => ({ title: `totals: ${title}`, path: `/v1/transactions/totals?${filter}` });
  return [
    { title: 'accounts with balances', path: '/v1/accounts' },
    { title: 'categories', path: '/v1/categories' },
    { title: 'tags with counts', path: '/v1/tags' },
    { title: 'month summary, computed', path: `/v1/summaries/${LAST_MONTH}` },
    { title: 'list 200: the newest', path: '/v1/transactions?limit=200' },
    list('from the middle', `cursor=${middle!.cursor}`),
    list('largest', 'sort=largest'),
    list('account and year', `accountId=${accountId}&${PERIOD}`),
    list('category', `categoryId=${categoryId}`),
    list('amounts that few have', 'minAmount=19900'),
    list('tag of 3 in 10', 'tag=trip'),
    list('tag that only old ones have', `tag=${OLD_TAG}`),
    list('text of 1 in 50', 'text=shop 7'),
    list('text of five', `text=${RARE_TEXT}`),
    list('text of none', 'text=quetzal'),
    list('two letters of none', 'text=qz'),
    totals('all', ''),
    totals('account and year', `accountId=${accountId}&${PERIOD}`),
    totals('category', `categoryId=${categoryId}`),
    totals('tag', 'tag=trip'),
    totals('account and category', `accountId=${accountId}&categoryId=${categoryId}`),
    totals('amounts of 3 in 10', 'minAmount=7000'),
    totals('text of 1 in 50', 'text=shop 7'),
    totals('text of most', 'text=shop'),
    totals('two letters of none', 'text=qz'),
  ].map(({ title, path }) => ({ title, path: path.replaceAll(' ', '%20') }));
}
