import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';

describe('of more entries than one request reads', () => {
  const READ = 20_000;
  const TOO_MANY = { status: 422, body: { type: 'urn:expenses:problem:too-much-to-add' } };
  const [YEAR_OF_AS_MANY, YEAR_OF_MORE] = ['from=2021-01-01&to=2021-12-31', 'from=2022-01-01&to=2022-12-31'];
  let api: TestApi;
  let token: string;
  let ids: Record<'cash' | 'food' | 'rare' | 'unused', string>;
  beforeAll(async () => {
    api = await TestApi.start();
    const { accessToken, user } = await api.person();
    token = accessToken;
    const category = async (name: string) => (await api.request('POST', '/v1/categories', { token, body: { name } })).body.id;
    const { items: accounts } = (await api.request('GET', '/v1/accounts', { token })).body;
    ids = { cash: accounts[0].id, food: await category('Food'), rare: await category('Rare'), unused: await category('Unused') };
    for (const [year, count] of [
      ['2021-01-01', READ],
      ['2022-01-01', READ + 1],
    ])
      await sql`
        insert into transactions (person_id, amount, currency, date, payee, tags, account_id, category_id)
        select ${user.id}, (i::bigint * 7919) % 20011 + 1, 'EUR', ${year}::date + i / 60,
          case when i % 9001 = 5 then 'qzx' else 'Market' end,
          case when i % 9001 = 5 then '{odd}' else '{trip}' end::text[], ${ids.cash}::uuid,
          case when i % 9000 = 7 then ${ids.rare}::uuid else ${ids.food}::uuid end
        from generate_series(1, ${count}::int) i
      `.execute(api.app.get(Database));
  });
  afterAll(() => api.stop());

  const get = (path: string) => api.request('GET', `/v1/transactions${path}`, { token });
  const idsOf = ({ items }: any): string[] => items.map(({ id }: { id: string }) => id);

  describe.each(['newest', 'oldest', 'largest', 'smallest', 'latest'])('sorted by %s', (sort) => {
    test.each(['', '&tag=odd', '&kind=expense&minAmount=1&from=2021-01-01', '&limit=2'])(
      'a search for two letters%s goes on from page to page until it has found everything once',
      async (filter) => {
        const [found, pages]: [string[], number[]] = [[], []];
        for (let cursor: string | null = ''; cursor !== null;) {
          const { body }: any = await get(`?text=qz&sort=${sort}${filter}${cursor && `&cursor=${cursor}`}`);
          found.push(...idsOf(body));
          pages.push(body.items.length);
          cursor = body.nextCursor;
        }
        // Three letters are found by the index.
        expect(found).toEqual(idsOf((await get(`?text=qzx&sort=${sort}`)).body));
        expect(found).toHaveLength(6);
        if (filter === '') expect(pages).toHaveLength(3);
      },
    );
  });

  test('a search for two letters reads a part of them, and its page ends where that does', async () => {
    const { body } = await get('?text=yy');
    expect(body).toMatchObject({ items: [], nextCursor: expect.stringMatching(/^2022-01-01\.\d+$/) });
  });

  test.each([
    'text=qz',
    'text=Market',
    'minAmount=1',
    'kind=income&rate=none',
    'accountId={cash}&categoryId={food}',
    'tag=trip&categoryId={food}',
  ])('totals with %s are refused rather than wrong, but added up for a period with no more', async (template) => {
    const filter = template.replaceAll(/{(\w+)}/g, (_, name) => ids[name as keyof typeof ids]);
    expect(await get(`/totals?${filter}`)).toMatchObject(TOO_MANY);
    const matching = template.includes('text=qz') ? 3 : template.includes('rate') ? 0 : expect.any(Number);
    for (const period of [YEAR_OF_AS_MANY, 'from=2022-01-01&to=2022-10-31'])
      expect(await get(`/totals?${filter}&${period}`)).toMatchObject({ status: 200, body: { count: matching } });
  });

  test('totals are refused beyond 20,000 entries, in a sentence that people understand', async () => {
    expect(await get(`/totals?minAmount=1&${YEAR_OF_AS_MANY}`)).toMatchObject({ status: 200, body: { count: READ } });
    expect(await get(`/totals?minAmount=1&${YEAR_OF_MORE}`)).toMatchObject({
      ...TOO_MANY,
      body: { detail: 'There are more than 20,000 entries to add up, which takes too long. Choose a shorter period.' },
    });
  });

  test.each([
    ['', 2 * READ + 1],
    ['accountId={cash}', 2 * READ + 1],
    ['tag=trip', 2 * READ - 5],
    ['from=2021-01-02&to=2022-12-30', 2 * READ - 58],
    ['accountId={cash}&categoryId={rare}', 6],
    ['accountId={cash}&categoryId={unused}', 0],
    ['tag=odd&kind=expense&minAmount=1', 6],
    ['tag=odd&text=qz', 6],
    ['text=qzx', 6],
    ['minAmount=20010', 4],
  ])('totals with "%s" are added up: sums are kept of them, or an index finds few', async (template, count) => {
    const filter = template.replaceAll(/{(\w+)}/g, (_, name) => ids[name as keyof typeof ids]);
    expect(await get(`/totals?${filter}`)).toMatchObject({ status: 200, body: { count } });
  });
});
