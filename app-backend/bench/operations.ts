import type { Environment, Person } from './environment.js';
import { ACCOUNT, LAST_MONTH, YEAR } from './seed.js';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Operation {
  name: string;
  title: string;
  /** Sent one after the other by each connection, from a different start. */
  requests: Request[];
  /** Fields that differ from server to server, such as a new id. */
  ignored?: string[];
  isCold?: boolean;
}

export const OPERATIONS = ['list', 'page', 'cold', 'cached', 'month', 'create'] as const;

const PAGES = 20;
const MONTHS = 24;
/** What the site's month page shows. */
const SHOWN_MONTHS = 6;

/** Builds the operations. The one that writes comes last, so that all others read the same rows. */
export async function buildOperations(people: Person[], environment: Environment): Promise<Operation[]> {
  const perPerson = await Promise.all(people.map((person) => requestsOf(person, environment)));
  const all = (name: keyof (typeof perPerson)[number]) => perPerson.flatMap((requests) => requests[name]);
  return [
    { name: 'list', title: 'list 50, of an account and a year', requests: all('list') },
    { name: 'page', title: 'list 20 from a cursor', requests: all('page') },
    { name: 'cold', title: 'month summary, computed', requests: all('summaries'), isCold: true },
    { name: 'cached', title: 'month summary, cached', requests: all('summaries') },
    { name: 'month', title: "the site's month page (7 calls)", requests: all('month') },
    { name: 'create', title: 'create with Idempotency-Key', requests: all('create'), ignored: ['id', 'createdAt', 'updatedAt'] },
  ];
}

async function requestsOf({ id, token }: Person, { query }: Environment) {
  const headers = { authorization: `Bearer ${token}` };
  const get = (path: string): Request => ({ method: 'GET', path, headers });
  const accounts = await query<{ id: string }>('select id from accounts where person_id = $1 and name = $2', [id, ACCOUNT]);
  const categories = await query<{ id: string }>('select id from categories where person_id = $1 order by name', [id]);
  const cursors = await query<{ cursor: string }>(
    `select date || '.' || sequence as cursor
     from (select date, sequence, row_number() over (order by date desc, sequence desc) as place, count(*) over () as count
           from transactions where person_id = $1) as placed
     where place % (count / ${PAGES}) = 0 order by place limit ${PAGES}`,
    [id],
  );
  const [accountId, categoryId] = [accounts[0]!.id, categories[0]!.id];
  const summary = (monthsBefore: number) => get(`/v1/summaries/${monthBefore(monthsBefore)}`);
  return {
    list: [get(`/v1/transactions?limit=50&accountId=${accountId}&from=${YEAR}-01-01&to=${YEAR}-12-31`)],
    page: cursors.map(({ cursor }) => get(`/v1/transactions?limit=20&cursor=${cursor}`)),
    summaries: Array.from({ length: MONTHS }, (_, index) => summary(index)),
    month: [get('/v1/categories'), ...Array.from({ length: SHOWN_MONTHS }, (_, index) => summary(index))],
    create: [
      {
        method: 'POST' as const,
        path: '/v1/transactions',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': '' },
        body: JSON.stringify({
          kind: 'expense',
          amount: 1250,
          currency: 'EUR',
          date: `${LAST_MONTH}-24`,
          payee: 'Corner shop',
          note: 'Bread and milk',
          tags: ['shared'],
          categoryId,
          accountId,
        }),
      },
    ],
  };
}

function monthBefore(months: number): string {
  const [year, month] = LAST_MONTH.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 - months, 1)).toISOString().slice(0, 7);
}
