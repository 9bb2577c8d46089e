import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/eventually.js';
import { findWrongSums } from '../../test/kept-sums.js';
import { TestApi } from '../../test/test-api.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect, type Database } from './database.js';
import { migrations } from './migrations/index.js';

const DAYS = ['2026-10-31', '2026-11-01', '2026-11-15', '2026-11-30', '2026-12-01'];
const TAGS = ['trip', 'home', 'work'];
const KINDS = ['expense', 'income', 'transfer'] as const;

const position = fc.nat(1000);
const day = fc.constantFrom(...DAYS);
const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 });
const entry = fc.record({
  kind: fc.constantFrom(...KINDS),
  amount: fc.integer({ min: 1, max: 100_000 }),
  currency: fc.constantFrom('EUR', 'USD'),
  rate: fc.constantFrom(null, '0.9213'),
  date: day,
  tags,
  category: position,
  account: position,
});

/** Writes through the API: `at` chooses one of the existing transactions. */
const request = fc.oneof(
  fc.record({ verb: fc.constant('create' as const), entry }),
  fc.record({ verb: fc.constant('change' as const), at: position, entry }),
  fc.record({ verb: fc.constant('delete' as const), at: position }),
  fc.record({ verb: fc.constant('undo the last deletion' as const) }),
  fc.record({ verb: fc.constant('bulk edit' as const), at: fc.uniqueArray(position, { minLength: 1, maxLength: 4 }), date: day, tags }),
  fc.record({ verb: fc.constant('bulk delete' as const), at: fc.uniqueArray(position, { minLength: 1, maxLength: 2 }) }),
  fc.record({ verb: fc.constant('delete a category' as const), at: position }),
);

/** Statements of a person with psql and of earlier releases. $1 is the person, $2 an amount. */
const statements = [
  `insert into transactions (person_id, amount, currency, date, tags, category_id)
   select $1, i, 'EUR', date '2026-10-30' + i, array['trip', 'sql' || i], (select id from categories where person_id = $1 limit 1)
   from generate_series(1, $2 % 7 + 1) i`,
  `insert into expenses (person_id, amount, currency, date) values ($1, $2, 'JPY', '2026-11-02')`,
  `update expenses set amount = amount + $2, currency = 'CHF' where person_id = $1 and amount % 2 = 0`,
  `delete from expenses where person_id = $1 and amount % 5 = $2 % 5`,
  `update transactions set date = date + ($2 % 40)::int where person_id = $1`,
  `update transactions set tags = tags || array['more', 'more'] where person_id = $1 and amount % 3 = $2 % 3`,
  `update transactions set rate = case when rate is null and kind <> 'transfer' then 1.07 end where person_id = $1 and $2 > 0`,
  `update transactions set account_id = null where person_id = $1 and kind <> 'transfer' and amount % 3 = $2 % 3`,
  `update transactions set category_id = null, note = 'sorted' where person_id = $1 and $2 > 0`,
  `insert into transactions (id, person_id, amount, currency, date)
   select id, person_id, $2, currency, date from transactions where person_id = $1 and kind <> 'transfer'
   on conflict (id) do update set amount = excluded.amount, tags = '{upserted}'`,
  `merge into transactions t using (select $1::uuid as person_id) p on t.person_id = p.person_id
   when matched and amount % 2 = $2 % 2 then delete when matched then update set amount = amount + 1`,
  `with gone as (delete from transactions where person_id = $1 and amount % 4 = $2 % 4 returning person_id, amount)
   insert into transactions (person_id, amount, currency, date) select person_id, amount, 'EUR', '2026-11-09' from gone`,
] as const;

const write = fc.oneof(
  { weight: 3, arbitrary: request },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('sql' as const),
      text: fc.constantFrom(...statements),
      amount: fc.integer({ min: 1, max: 1000 }),
      isUndone: fc.boolean(),
    }),
  },
);

type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

describe('kept sums', () => {
  let api: TestApi;
  let database: Database;
  beforeAll(async () => {
    api = await TestApi.start();
    database = connect(api.database);
  });
  afterAll(async () => {
    await database.destroy();
    await api.stop();
  });

  test('equal the sums of the rows after any writes, through the API and in SQL', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 5, maxLength: 20 }), async (writes) => {
        const household = await Household.open(api, database);
        for (const each of writes) await household.write(each);
        expect(await findWrongSums(database)).toEqual([]);
        await household.expectRightAnswers();
        await household.close();
        expect(await findWrongSums(database)).toEqual([]);
        expect(await countSums(database)).toBe(0);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 15), ...(process.env.FUZZ_SEED && { seed: Number(process.env.FUZZ_SEED) }) },
    );
  });

  test('stay right under concurrent writers of one person and of all, none of which fails', async () => {
    const people = [(await api.person()).user.id, (await api.person()).user.id];
    const writer = async (index: number) => {
      for (let round = 0; round < 12; round++)
        await database.transaction().execute(async (transaction) => {
          for (let step = 0; step < 3; step++)
            await sql`
              insert into transactions (person_id, account_id, amount, currency, date, tags)
              select person_id, id, ${1 + ((index + step) % 3)}::bigint, 'EUR', ${DAYS[(index + step) % 5]}::date,
                array[${TAGS[(index + step) % 3]}]
              from accounts where person_id = ${people[index % 2]!}
            `.execute(transaction);
          await sql`
            update transactions set date = ${DAYS[index % 5]}, tags = ${[TAGS[round % 3]!]} where id = (
              select id from transactions where person_id = ${people[index % 2]!} order by sequence desc limit 1
            )
          `.execute(transaction);
        });
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => writer(index)));
    expect(await findWrongSums(database)).toEqual([]);
    for (const person of people) await sql`delete from people where id = ${person}`.execute(database);
  });
});

test('are right for the rows of the previous release, whose writers neither fail nor stop during the migration', async () => {
  const configuration = await createTestDatabase();
  const previous = connect(configuration);
  onTestFinished(() => previous.destroy());
  const untyped = previous as unknown as Kysely<unknown>;
  const [earlier, later] = Map.groupBy(Object.entries(migrations), ([name]) => name < '0004').values() as unknown as [Steps, Steps];
  for (const [, step] of earlier) await previous.transaction().execute((transaction) => step.up(transaction as never));
  const { rows } = await sql<{ id: string }>`
    insert into people (email, password_hash) select i || '@example.com', '' from generate_series(1, 5) i returning id
  `.execute(previous);
  const people = rows.map(({ id }) => id);
  await sql`
    insert into transactions (person_id, amount, currency, date, tags)
    select people.id, i, 'EUR', date '2020-01-01' + i, array['t' || i % 9] from people, generate_series(1, 2000) i
  `.execute(previous);

  let [isOver, count] = [false, 0];
  const writer = async (person: string) => {
    while (!isOver) {
      await sql`
        insert into transactions (person_id, amount, currency, date, tags) values (${person}, 7, 'EUR', '2021-02-03', '{t1}')
      `.execute(previous);
      await sql`
        update transactions set amount = amount + 1, date = date + 40 where person_id = ${person} and sequence % 50 = ${count % 50}
      `.execute(previous);
      await sql`delete from transactions where person_id = ${person} and sequence % 97 = ${count % 97}`.execute(previous);
      count++;
    }
  };
  const writers = Promise.all(people.slice(1).map(writer));
  const more = (than = count) => eventually('more writes', () => count > than + 10);
  await more();
  for (const [, step] of later) {
    if (step.outsideTransaction) {
      // As after a run that was stopped.
      await step.up(untyped);
      await sql`delete from people where id = ${people[0]!}`.execute(previous);
      await step.up(untyped);
    } else await previous.transaction().execute((transaction) => step.up(transaction as never));
    await more();
  }
  isOver = true;
  await writers;
  expect(await findWrongSums(previous)).toEqual([]);
});

type Steps = [string, (typeof migrations)[string]][];

const countSums = async (database: Database) =>
  (
    await sql<{ count: number }>`
      select (select count(*) from account_sums) + (select count(*) from month_sums) + (select count(*) from tag_sums) as count
    `.execute(database)
  ).rows[0]!.count;

interface Item {
  id: string;
  kind: (typeof KINDS)[number];
  amount: number;
  currency: string;
  homeAmount: number | null;
  date: string;
  accountId: string | null;
  toAccountId: string | null;
  toAmount: number | null;
  categoryId: string | null;
  tags: string[];
}

/** A person with accounts and categories who writes through the API and in SQL. */
class Household {
  private deleted: object | undefined;

  private constructor(
    private readonly api: TestApi,
    private readonly database: Database,
    private readonly id: string,
    private readonly token: string,
    private readonly accounts: { id: string; currency: string }[],
    private readonly categories: string[],
  ) {}

  static async open(api: TestApi, database: Database): Promise<Household> {
    const { accessToken: token, user } = await api.person();
    const post = async (url: string, body: object) => (await api.request('POST', url, { token, body })).body;
    for (const [name, currency] of [
      ['Bank', 'EUR'],
      ['Dollars', 'USD'],
    ])
      await post('/v1/accounts', { name, kind: 'bank', currency });
    const parent = await post('/v1/categories', { name: 'Parent' });
    const child = await post('/v1/categories', { name: 'Child', parentId: parent.id });
    const { items } = (await api.request('GET', '/v1/accounts', { token })).body;
    return new Household(api, database, user.id, token, items, [parent.id, child.id]);
  }

  async write(write: Write): Promise<void> {
    const items = await this.items();
    const at = (position: number) => items[position % items.length]?.id ?? crypto.randomUUID();
    switch (write.verb) {
      case 'create':
        return this.send('POST', '/v1/transactions', this.body(write.entry));
      case 'change':
        return this.send('PATCH', `/v1/transactions/${at(write.at)}`, this.body(write.entry));
      case 'delete': {
        const { id, homeAmount, createdAt, updatedAt, ...rest } = (items[write.at % items.length] ?? {}) as any;
        if (id) this.deleted = rest;
        return this.send('DELETE', `/v1/transactions/${id ?? crypto.randomUUID()}`);
      }
      case 'undo the last deletion':
        return this.deleted && this.send('POST', '/v1/transactions', this.deleted);
      case 'bulk edit':
        return this.send('POST', '/v1/transactions/bulk-edit', {
          ids: [...new Set(write.at.map(at))],
          change: { date: write.date, addTags: write.tags },
        });
      case 'bulk delete':
        return this.send('POST', '/v1/transactions/bulk-delete', { ids: [...new Set(write.at.map(at))] });
      case 'delete a category':
        return this.send('DELETE', `/v1/categories/${this.categories[write.at % this.categories.length]}`);
      case 'sql':
        await this.database
          .transaction()
          .execute(async (transaction) => {
            await transaction.executeQuery({
              sql: write.text,
              parameters: [this.id, write.amount],
              query: { kind: 'RawNode' } as never,
              queryId: { queryId: '' },
            });
            if (write.isUndone) throw new Undone();
          })
          .catch((error: unknown) => {
            if (!(error instanceof Undone)) throw error;
          });
    }
  }

  /** Compares balances, tags, totals and summaries with what the listed transactions add up to. */
  async expectRightAnswers(): Promise<void> {
    const [items, accounts, categories] = [
      await this.items(),
      (await this.get('/v1/accounts')).items,
      (await this.get('/v1/categories')).items,
    ];
    const sum = (some: (number | null)[]) => some.reduce<number>((total, each) => total + (each ?? 0), 0);
    const home = (some: Item[], kind: string) => sum(some.filter((item) => item.kind === kind).map(({ homeAmount }) => homeAmount));
    for (const { id, currency, balance } of accounts)
      expect(balance).toBe(
        sum(
          items.map((item) => {
            if (item.toAccountId === id) return item.toAmount;
            if (item.accountId !== id) return 0;
            const value = item.currency === currency ? item.amount : item.homeAmount;
            return item.kind === 'income' ? value : -(value ?? 0);
          }),
        ),
      );

    const counts = Map.groupBy(
      items.flatMap(({ tags }) => [...new Set(tags)]),
      (tag) => tag,
    );
    expect(new Map((await this.get('/v1/tags')).items.map(({ name, count }: any) => [name, count]))).toEqual(
      new Map([...counts].map(([tag, all]) => [tag, all.length])),
    );

    const isIn = (category: string, { categoryId }: Item) =>
      categoryId === category || categories.some(({ id, parentId }: any) => id === categoryId && parentId === category);
    const [{ id: account }, category] = [accounts[0], this.categories[0]!];
    for (const [query, matches] of [
      ['', () => true],
      ['kind=expense', ({ kind }) => kind === 'expense'],
      [`accountId=${account}`, ({ accountId, toAccountId }) => [accountId, toAccountId].includes(account)],
      ['tag=trip', ({ tags }) => tags.includes('trip')],
      ['tag=more', ({ tags }) => tags.includes('more')],
      ['tag=trip&kind=income', ({ tags, kind }) => kind === 'income' && tags.includes('trip')],
      ['tag=trip&from=2026-11-01', ({ tags, date }) => date >= '2026-11-01' && tags.includes('trip')],
      [`categoryId=${category}`, (item) => isIn(category, item)],
      ['categoryId=none', ({ kind, categoryId }) => kind !== 'transfer' && categoryId === null],
      ['from=2026-11-01&to=2026-11-30', ({ date }) => date >= '2026-11-01' && date <= '2026-11-30'],
      ['from=2026-10-31&to=2026-12-01', ({ date }) => date >= '2026-10-31' && date <= '2026-12-01'],
      ['from=2026-11-02&to=2026-11-29', ({ date }) => date >= '2026-11-02' && date <= '2026-11-29'],
      ['from=2026-10-31&to=2026-11-15', ({ date }) => date >= '2026-10-31' && date <= '2026-11-15'],
      ['from=2026-12-01&to=2026-10-31', () => false],
      ['to=0001-01-05', () => false],
      ['from=9999-12-05', () => false],
      ['to=2026-11-15', ({ date }) => date <= '2026-11-15'],
      [
        `from=2026-11-02&accountId=${account}&categoryId=none`,
        ({ kind, date, accountId, categoryId }) =>
          date >= '2026-11-02' && accountId === account && kind !== 'transfer' && categoryId === null,
      ],
      [
        `from=2026-11-01&accountId=${account}`,
        ({ date, accountId, toAccountId }) => date >= '2026-11-01' && [accountId, toAccountId].includes(account),
      ],
      ['minAmount=500', ({ homeAmount }) => homeAmount !== null && homeAmount >= 500],
      ['rate=none', ({ kind, homeAmount }) => kind !== 'transfer' && homeAmount === null],
    ] as [string, (item: Item) => boolean][]) {
      const some = items.filter(matches);
      const currencies = [...Map.groupBy(some, ({ currency }) => currency)].map(([currency, all]) => ({
        currency,
        ...Object.fromEntries(KINDS.map((kind) => [kind, sum(all.filter((item) => item.kind === kind).map(({ amount }) => amount))])),
        count: all.length,
      }));
      expect(await this.get(`/v1/transactions/totals?${query}`), query).toEqual({
        count: some.length,
        home: {
          currency: 'EUR',
          expense: home(some, 'expense'),
          income: home(some, 'income'),
          withoutRate: some.filter(({ kind, homeAmount }) => kind !== 'transfer' && homeAmount === null).length,
        },
        currencies: currencies.sort((a, b) => b.count - a.count || a.currency.localeCompare(b.currency)),
      });
    }

    const november = items.filter(({ date, kind }) => date.startsWith('2026-11') && kind !== 'transfer');
    const summary = await this.get('/v1/summaries/2026-11');
    expect(summary).toMatchObject({
      expense: home(november, 'expense'),
      income: home(november, 'income'),
      count: november.length,
      withoutRate: november.filter(({ homeAmount }) => homeAmount === null).length,
    });
    expect(new Map(summary.categories.map(({ categoryId, count, expense }: any) => [categoryId, [count, expense]]))).toEqual(
      new Map([...Map.groupBy(november, ({ categoryId }) => categoryId)].map(([id, all]) => [id, [all.length, home(all, 'expense')]])),
    );
  }

  async close(): Promise<void> {
    await sql`delete from people where id = ${this.id}`.execute(this.database);
  }

  private async items(): Promise<Item[]> {
    const { items, nextCursor } = await this.get('/v1/transactions?limit=200');
    expect(nextCursor).toBeNull();
    return items;
  }

  private body({ kind, category, account, rate, currency, ...rest }: typeof entry extends fc.Arbitrary<infer T> ? T : never): object {
    if (kind === 'transfer') {
      const [from, to] = [this.accounts[account % 3]!, this.accounts[(account + 1) % 3]!];
      const toAmount = from.currency === to.currency ? rest.amount : rest.amount + 5;
      const ends = { accountId: from.id, toAccountId: to.id, toAmount };
      return { ...rest, kind, currency: from.currency, rate: null, categoryId: null, ...ends };
    }
    const to = { toAccountId: null, toAmount: null };
    const categoryId = [null, ...this.categories][category % 3];
    return {
      ...rest,
      kind,
      currency,
      rate: currency === 'EUR' ? null : rate,
      categoryId,
      accountId: this.accountFor(currency, rate, account),
      ...to,
    };
  }

  private accountFor(currency: string, rate: string | null, account: number): string | null {
    const some = this.accounts.filter((each) => each.currency === currency || (each.currency === 'EUR' && rate !== null));
    return [null, ...some.map(({ id }) => id)][account % (some.length + 1)]!;
  }

  /** Writes may be refused, for instance if a category is gone, but not fail. */
  private async send(method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<void> {
    const answer = await this.api.request(method, url, { token: this.token, ...(body && { body }) });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  }

  private async get(url: string): Promise<any> {
    const { status, body } = await this.api.request('GET', url, { token: this.token });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  }
}

class Undone extends Error {}
