import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';
import { up as mergeSpellings } from '../database/migrations/0009-tag-spellings.js';

const lunch = {
  kind: 'expense',
  amount: 1250,
  currency: 'EUR',
  date: '2026-11-24',
  payee: 'Corner shop',
  note: null,
  tags: ['trip'],
  categoryId: null,
  rate: null,
  toAccountId: null,
  toAmount: null,
};

describe('transactions', () => {
  let api: TestApi;
  let token: string;
  let cash: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    token = (await api.person()).accessToken;
    cash = (await api.request('GET', '/v1/accounts', { token })).body.items[0].id;
  });
  afterAll(() => api.stop());

  const post = (change: object = {}) => api.request('POST', '/v1/transactions', { token, body: { ...lunch, ...change } });
  const create = async (change: object = {}) => {
    const answer = await post(change);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const change = (id: string, body: object) => api.request('PATCH', `/v1/transactions/${id}`, { token, body });
  const list = async (query = '') => (await api.request('GET', `/v1/transactions${query}`, { token })).body;
  const payees = async (query: string) => (await list(query)).items.map(({ payee }: { payee: string }) => payee);
  const open = async (name: string, currency: string) =>
    (await api.request('POST', '/v1/accounts', { token, body: { name, kind: 'bank', currency } })).body.id;
  const category = async (name: string, parentId: string | null = null) =>
    (await api.request('POST', '/v1/categories', { token, body: { name, parentId } })).body.id;

  test('a transaction is listed with its exact amount and date', async () => {
    const created = await create();
    expect(created).toMatchObject({ ...lunch, accountId: cash, homeAmount: 1250 });
    expect((await list()).items).toEqual([created]);
    expect((await api.request('GET', `/v1/transactions/${created.id}`, { token })).body).toEqual(created);
  });

  test('reading does not wait for a change of the person', async () => {
    const { id } = await create();
    await api.app
      .get(Database)
      .transaction()
      .execute(async (transaction) => {
        await transaction.selectFrom('people').select('id').forUpdate().execute();
        for (const path of ['', '/totals', `/${id}`])
          expect((await api.request('GET', `/v1/transactions${path}`, { token })).status).toBe(200);
      });
  });

  test('without an account, a transaction uses the oldest active one in its currency, or none', async () => {
    const [first] = [await open('Dollars', 'USD'), await open('More dollars', 'USD')];
    expect((await create({ currency: 'USD' })).accountId).toBe(first);
    await api.request('PATCH', `/v1/accounts/${cash}`, { token, body: { archived: true } });
    expect((await create()).accountId).toBeNull();
    expect((await create({ currency: 'JPY' })).accountId).toBeNull();
    expect((await create({ currency: 'USD', accountId: null })).accountId).toBeNull();
  });

  test('a rate gives the amount in the home currency; without one it is unknown', async () => {
    expect(await create({ currency: 'USD', rate: '0.9200' })).toMatchObject({ rate: '0.92', homeAmount: 1150 });
    expect(await create({ currency: 'JPY', rate: '0.0061' })).toMatchObject({ rate: '0.0061', homeAmount: 763 });
    expect(await create({ currency: 'USD' })).toMatchObject({ rate: null, homeAmount: null });
  });

  test.each([
    [{ toAccountId: 'cash' }, ['toAccountId']],
    [{ toAmount: 1 }, ['toAmount']],
    [{ rate: '1.1' }, ['rate']],
    [{ currency: 'USD', accountId: 'cash' }, ['rate']],
    [{ accountId: 'dollars' }, ['currency']],
    [{ currency: 'JPY', accountId: 'dollars' }, ['currency']],
    [{ currency: 'USD', rate: '9999999999', amount: 10_000_000_000_000 }, ['rate']],
    [{ currency: 'USD', rate: '1.01', amount: 10_000_000_000_000 }, ['rate']],
    [{ kind: 'transfer' }, ['accountId', 'toAccountId']],
    [{ kind: 'transfer', accountId: 'cash', toAccountId: 'cash' }, ['toAccountId']],
    [{ kind: 'transfer', accountId: 'cash', toAccountId: 'dollars' }, ['toAmount']],
    [{ kind: 'transfer', accountId: 'cash', toAccountId: 'savings', toAmount: 1249 }, ['toAmount']],
    [{ kind: 'transfer', accountId: 'dollars', toAccountId: 'cash' }, ['currency']],
    [{ kind: 'transfer', accountId: 'cash', toAccountId: 'savings', categoryId: 'food' }, ['categoryId']],
  ])('a contradictory transaction is rejected and the fields are named: %j', async (contradiction, paths) => {
    const known: Record<string, string> = {
      cash,
      dollars: await open('Dollars', 'USD'),
      savings: await open('Savings', 'EUR'),
      food: await category('Food'),
    };
    const answer = await post(Object.fromEntries(Object.entries(contradiction).map(([key, value]) => [key, known[value] ?? value])));
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect((await list()).items).toEqual([]);
  });

  test.each([
    ['kind', 'gift'],
    ['amount', 0],
    ['amount', 12.5],
    ['amount', 10_000_000_000_001],
    ['amount', Number.MAX_SAFE_INTEGER],
    ['toAmount', 10_000_000_000_001],
    ['currency', 'EURO'],
    ['date', '2026-02-30'],
    ['date', '0026-11-24'],
    ['date', '1899-12-31'],
    ['date', '2200-01-01'],
    ['rate', 0.92],
    ['rate', '0'],
    ['tags', 'trip'],
    ['tags.0', ['']],
    ['tags.0', ['a,b']],
    ['tags', Array.from({ length: 21 }, (_, index) => `${index}`)],
    ['accountId', 'cash'],
    ['colour', 'blue'],
  ])('a bad %s (%j) is rejected and the field is named', async (path, value) => {
    const { status, body } = await post({ [path.split('.')[0]!]: value });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  test('an edit and a bulk edit refuse a year without a month page', async () => {
    const { id } = await create();
    expect(await change(id, { date: '0026-11-24' })).toMatchObject({ status: 400, body: { errors: [{ path: 'date' }] } });
    const bulk = { ids: [id], change: { date: '0026-11-24' } };
    expect(await api.request('POST', '/v1/transactions/bulk-edit', { token, body: bulk })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'change.date' }] },
    });
  });

  test('the sums of 900 of the largest entries are exact', async () => {
    const { user, accessToken } = await api.person();
    token = accessToken;
    await sql`
      insert into transactions (person_id, amount, currency, date)
      select ${user.id}, 10000000000000, 'EUR', '2026-11-24' from generate_series(1, 900)
    `.execute(api.app.get(Database));
    const { body } = await api.request('GET', '/v1/transactions/totals', { token });
    expect(body.home).toMatchObject({ expense: 9_000_000_000_000_000 });
  });

  test('an edit changes only the given fields', async () => {
    const created = await create();
    const { body } = await change(created.id, { amount: 990, tags: ['home', 'home'] });
    expect(body).toEqual({ ...created, amount: 990, homeAmount: 990, tags: ['home'], updatedAt: body.updatedAt });
  });

  test('a new currency moves an expense to an account that accepts it, and resets its rate', async () => {
    const [dollars, created] = [await open('Dollars', 'USD'), await create()];
    expect((await change(created.id, { currency: 'USD' })).body).toMatchObject({ accountId: dollars, rate: null });
    expect((await change(created.id, { currency: 'CHF', rate: '1.06' })).body).toMatchObject({ accountId: null, rate: '1.06' });
    const foreign = await create({ accountId: cash });
    expect((await change(foreign.id, { currency: 'CHF', rate: '1.06' })).body).toMatchObject({ accountId: cash, homeAmount: 1325 });
  });

  test('the amount received follows the amount sent while both accounts share a currency', async () => {
    const [savings, yen, dollars] = [await open('Savings', 'EUR'), await open('Yen', 'JPY'), await open('Dollars', 'USD')];
    const transfer = await create({ kind: 'transfer', accountId: cash, toAccountId: savings });
    expect(transfer).toMatchObject({ toAmount: 1250 });
    expect((await change(transfer.id, { amount: 5 })).body).toMatchObject({ toAmount: 5 });
    expect(await change(transfer.id, { toAccountId: yen })).toMatchObject({ status: 400, body: { errors: [{ path: 'toAmount' }] } });
    expect((await change(transfer.id, { toAccountId: yen, toAmount: 8 })).body).toMatchObject({ amount: 5, toAmount: 8 });
    await change(transfer.id, { toAccountId: savings });
    expect(await change(transfer.id, { accountId: dollars, currency: 'USD' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'toAmount' }] },
    });
    expect((await change(transfer.id, { kind: 'expense', toAccountId: null, toAmount: null })).body).toMatchObject({
      kind: 'expense',
      toAccountId: null,
    });
  });

  test('transactions, accounts and categories of other people are not found', async () => {
    const [mine, food, account] = [await create(), await category('Food'), cash];
    token = (await api.person()).accessToken;
    for (const method of ['GET', 'DELETE'] as const)
      expect((await api.request(method, `/v1/transactions/${mine.id}`, { token })).status).toBe(404);
    expect((await change(mine.id, { amount: 1 })).status).toBe(404);
    for (const [path, value] of [
      ['categoryId', food],
      ['accountId', account],
    ])
      expect(await post({ [path!]: value })).toMatchObject({ status: 404, body: { errors: [{ path }] } });
    const own = (await api.request('GET', '/v1/accounts', { token })).body.items[0].id;
    expect(await post({ kind: 'transfer', accountId: own, toAccountId: account })).toMatchObject({
      status: 404,
      body: { errors: [{ path: 'toAccountId' }] },
    });
    expect((await list()).items).toEqual([]);
  });

  describe('a list', () => {
    const enter = async () => {
      const [dollars, food] = [await open('Dollars', 'USD'), await category('Food')];
      const bread = await category('Bread', food);
      await create({ payee: 'bakery', amount: 300, date: '2026-01-31', categoryId: bread, tags: ['daily', 'sweet'] });
      await create({ payee: '100% Juice_Bar', amount: 450, date: '2026-02-01', categoryId: food, tags: ['daily'] });
      await create({ payee: 'employer', kind: 'income', amount: 300_000, date: '2026-02-02', tags: [] });
      await create({
        payee: 'hotel',
        amount: 20_000,
        currency: 'USD',
        rate: '0.9',
        date: '2026-02-03',
        note: 'Room with JUICE',
        tags: ['trip'],
      });
      await create({ payee: 'taxi', amount: 1_000, currency: 'CHF', date: '2026-02-04', tags: ['trip'] });
      await create({
        payee: 'exchange',
        kind: 'transfer',
        accountId: cash,
        toAccountId: dollars,
        amount: 5_000,
        toAmount: 5_500,
        date: '2026-02-05',
        tags: [],
      });
      return { dollars, food, bread };
    };

    test('can be filtered by several criteria at once', async () => {
      const { dollars, food, bread } = await enter();
      expect(await payees('?from=2026-02-01&to=2026-02-02')).toEqual(['employer', '100% Juice_Bar']);
      expect(await payees('?kind=income')).toEqual(['employer']);
      expect(await payees(`?accountId=${dollars}`)).toEqual(['exchange', 'hotel']);
      expect(await payees(`?categoryId=${food}`)).toEqual(['100% Juice_Bar', 'bakery']);
      expect(await payees(`?categoryId=${bread}`)).toEqual(['bakery']);
      expect(await payees('?categoryId=none&kind=expense')).toEqual(['taxi', 'hotel']);
      expect(await payees('?categoryId=none')).toEqual(['taxi', 'hotel', 'employer']);
      expect(await payees('?tag=daily')).toEqual(['100% Juice_Bar', 'bakery']);
      expect(await payees('?text=juice')).toEqual(['hotel', '100% Juice_Bar']);
      expect(await payees(`?text=${encodeURIComponent('0% juice_')}`)).toEqual(['100% Juice_Bar']);
      expect(await payees(`?text=${encodeURIComponent('\\')}`)).toEqual([]);
      expect(await payees('?minAmount=450&maxAmount=1000')).toEqual(['100% Juice_Bar']);
      expect(await payees('?tag=trip&minAmount=2000')).toEqual(['hotel']);
      expect(await payees('?rate=none')).toEqual(['taxi']);
    });

    test.each([
      ['newest', ['exchange', 'taxi', 'hotel', 'employer', '100% Juice_Bar', 'bakery']],
      ['oldest', ['bakery', '100% Juice_Bar', 'employer', 'hotel', 'taxi', 'exchange']],
      // The value of the taxi is unknown.
      ['largest', ['employer', 'hotel', 'exchange', '100% Juice_Bar', 'bakery']],
      ['smallest', ['bakery', '100% Juice_Bar', 'exchange', 'hotel', 'employer']],
    ])('sorted by %s first keeps one order across pages', async (sort, expected) => {
      await enter();
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: any = await list(`?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`);
        found.push(...page.items.map(({ payee }: { payee: string }) => payee));
        cursor = page.nextCursor;
      }
      expect(found).toEqual(expected);
    });

    test('compares amounts by their value in the home currency', async () => {
      await create({ payee: 'pastry', amount: 250_000, currency: 'HUF', rate: '0.0025' });
      await create({ payee: 'shoes', amount: 4_999 });
      await create({ payee: 'unknown', amount: 900_000, currency: 'HUF' });
      await create({ payee: 'ramen', amount: 6_000, currency: 'JPY', rate: '0.0061' });
      expect(await payees('?sort=largest')).toEqual(['shoes', 'ramen', 'pastry']);
      expect(await payees('?minAmount=625')).toEqual(['ramen', 'shoes', 'pastry']);
      expect(await payees('?maxAmount=3660&minAmount=626')).toEqual(['ramen']);
      const { body } = await api.request('GET', '/v1/transactions/totals?maxAmount=4000', { token });
      expect(body).toMatchObject({ count: 2, home: { expense: 625 + 3660 } });
    });

    test.each([
      ['cafe', ['Café Olé']],
      ['CAFÉ', ['Café Olé']],
      ['cafe\u0301 OLE', ['Café Olé']],
      ['öbb', ['ÖBB']],
      ['obb', ['ÖBB']],
      ['strasse', ['Kiosk']],
      ['STRAẞE', ['Kiosk']],
      ['smorrebrod', ['Smørrebrød']],
      ['łodz', ['ŁÓDŹ']],
      ['οδοσ', ['ΟΔΟΣ']],
      ['москва', ['МОСКВА']],
      ['groceries', ['Smørrebrød']],
      ['getränke', ['Kiosk']],
      ['sparbuch', ['moved', 'saved']],
      ['#feri', ['ÖBB']],
      ['feríen', ['ÖBB']],
      ['bb', ['ÖBB']],
      ['B', ['moved', 'saved', 'Smørrebrød', 'ÖBB']],
      ['Öl', ['H&M, Heizöl', 'Café Olé']],
      ['h&m', ['H&M, Heizöl']],
      ['&', ['H&M, Heizöl']],
      ['咖啡', ['手冲咖啡馆']],
      ['%', []],
      ['_', []],
    ])('with the text "%s" finds what shows it, without regard to case and accents', async (text, expected) => {
      const [savings, groceries, drinks] = [await open('Sparbüch', 'EUR'), await category('Grocéries'), await category('Getränke')];
      await create({ payee: 'Café Olé', tags: [] });
      await create({ payee: 'ÖBB', tags: ['Ferien'] });
      await create({ payee: 'Kiosk', note: 'Haupt-Straße 5', categoryId: drinks });
      await create({ payee: 'Smørrebrød', categoryId: groceries });
      for (const payee of ['ŁÓDŹ', 'ΟΔΟΣ', 'МОСКВА', 'H&M, Heizöl', '手冲咖啡馆']) await create({ payee });
      await create({ payee: 'saved', accountId: savings });
      await create({ payee: 'moved', kind: 'transfer', accountId: cash, toAccountId: savings });
      expect(await payees(`?text=${encodeURIComponent(text)}`)).toEqual(expected);
      const { body } = await api.request('GET', `/v1/transactions/totals?text=${encodeURIComponent(text)}`, { token });
      expect(body.count).toBe(expected.length);
    });

    test('has totals across pages, by currency and in the home currency', async () => {
      const [mine, { food, bread, dollars }] = [token, await enter()];
      const totals = async (query = '') => (await api.request('GET', `/v1/transactions/totals${query}`, { token })).body;
      expect(await totals()).toEqual({
        count: 6,
        home: { currency: 'EUR', expense: 300 + 450 + 18_000, income: 300_000, withoutRate: 1 },
        currencies: [
          { currency: 'EUR', expense: 750, income: 300_000, transfer: 5_000, count: 4 },
          { currency: 'CHF', expense: 1_000, income: 0, transfer: 0, count: 1 },
          { currency: 'USD', expense: 20_000, income: 0, transfer: 0, count: 1 },
        ],
      });
      expect(await totals(`?accountId=${cash}&categoryId=${food}`)).toMatchObject({ count: 2, home: { expense: 750 } });
      expect(await totals(`?accountId=${cash}&categoryId=${bread}`)).toMatchObject({ count: 1, home: { expense: 300 } });
      expect(await totals(`?accountId=${dollars}&categoryId=${food}`)).toMatchObject({ count: 0 });
      expect(await totals(`?accountId=${cash}&categoryId=${food}&from=2026-02-01`)).toMatchObject({ count: 1 });
      token = (await api.person()).accessToken;
      expect(await totals(`?accountId=${cash}&categoryId=${food}`)).toMatchObject({ count: 0 });
      token = mine;
      expect(await totals('?tag=trip')).toMatchObject({ count: 2, home: { expense: 18_000, withoutRate: 1 } });
      expect(await totals('?rate=none')).toMatchObject({ count: 1, home: { expense: 0, withoutRate: 1 } });
      expect(await totals('?kind=income&to=2026-01-01')).toEqual({
        count: 0,
        home: { currency: 'EUR', expense: 0, income: 0, withoutRate: 0 },
        currencies: [],
      });
    });

    test.each([
      'limit=0',
      'sort=amount',
      'kind=gift',
      'rate=0.9',
      'minAmount=0',
      'maxAmount=many',
      'categoryId=food',
      'tag=',
      'text=',
      'cursor=2026-02-30.1',
      'cursor=12.1',
      'cursor=2026-02-01.x',
      'colour=blue',
    ])('with %s is rejected and the field is named', async (query) => {
      const { status, body } = await api.request('GET', `/v1/transactions?${query}`, { token });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ path: query.split('=')[0] }]);
    });

    test('rejects a cursor of another order', async () => {
      for (const cursor of ['2026-02-01.1', '9007199254740993.1', 'x.1'])
        expect(await api.request('GET', `/v1/transactions?sort=largest&cursor=${cursor}`, { token })).toMatchObject({
          status: 400,
          body: { errors: [{ path: 'cursor' }] },
        });
    });
  });

  test('tags are listed by use', async () => {
    for (const tags of [['b', 'a'], ['b'], ['c']]) await create({ tags });
    expect((await api.request('GET', '/v1/tags', { token })).body).toEqual({
      items: [
        { name: 'b', count: 2 },
        { name: 'a', count: 1 },
        { name: 'c', count: 1 },
      ],
    });
  });

  describe('a tag', () => {
    const tagList = async () => (await api.request('GET', '/v1/tags', { token })).body.items;
    const edit = (ids: string[], body: object) => api.request('POST', '/v1/transactions/bulk-edit', { token, body: { ids, change: body } });

    test('is one tag in any case and with any accents, in the spelling used most', async () => {
      await create({ tags: ['Été'] });
      expect((await create({ tags: ['été', 'ete', '#ÉTÉ', 'Winter'] })).tags).toEqual(['Été', 'Winter']);
      expect(await tagList()).toEqual([
        { name: 'Été', count: 2 },
        { name: 'Winter', count: 1 },
      ]);
      for (const tag of ['ete', 'ÉTÉ', '%23Ete']) {
        expect((await list(`?tag=${tag}`)).items).toHaveLength(2);
        expect((await api.request('GET', `/v1/transactions/totals?tag=${tag}`, { token })).body.count).toBe(2);
        expect((await api.request('GET', `/v1/transactions/totals?tag=${tag}&from=2026-11-02`, { token })).body.count).toBe(2);
      }
      expect((await list('?tag=summer')).items).toEqual([]);
    });

    test('is one tag even if the previous release wrote it in two ways', async () => {
      for (const tag of ['Trip', 'trip', '#trip', 'trip']) {
        const { id } = await create({ tags: ['other'] });
        await api.app
          .get(Database)
          .updateTable('transactions')
          .set({ tags: [tag] })
          .where('id', '=', id)
          .execute();
      }
      expect(await tagList()).toEqual([{ name: 'trip', count: 4 }]);
      expect((await list('?tag=TRIP')).items).toHaveLength(4);
    });

    test('has no leading #', async () => {
      const { id } = await create({ tags: ['#holiday', ' ## sun'] });
      expect((await list()).items).toMatchObject([{ tags: ['holiday', 'sun'] }]);
      await edit([id], { addTags: ['#sea'], removeTags: ['#SUN'] });
      expect((await list()).items).toMatchObject([{ tags: ['holiday', 'sea'] }]);
      expect(await post({ tags: ['#'] })).toMatchObject({ status: 400, body: { errors: [{ path: 'tags.0' }] } });
    });

    test('can be renamed to another spelling', async () => {
      const ids = [(await create({ tags: ['a', 'trip', 'b'] })).id, (await create({ tags: ['trip'] })).id];
      for (const id of ids) await edit([id], { addTags: ['Trip'], removeTags: ['trip'] });
      expect((await list('?sort=oldest')).items).toMatchObject([{ tags: ['a', 'b', 'Trip'] }, { tags: ['Trip'] }]);
    });
  });

  test('an expense of the old routes is an expense here, and incomes are hidden there', async () => {
    const { body: before } = await api.request('POST', '/v1/expenses', {
      token,
      body: { amount: 1250, currency: 'EUR', date: '2026-11-24' },
    });
    const income = await create({ kind: 'income' });
    expect((await list()).items).toMatchObject([{ id: income.id }, { id: before.id, kind: 'expense', accountId: cash }]);
    expect((await api.request('GET', '/v1/expenses', { token })).body.items).toEqual([before]);
    for (const method of ['GET', 'DELETE'] as const)
      expect((await api.request(method, `/v1/expenses/${income.id}`, { token })).status).toBe(404);
    expect((await api.request('PATCH', `/v1/expenses/${income.id}`, { token, body: { amount: 1 } })).status).toBe(404);
  });

  describe('bulk operations', () => {
    const edit = (ids: string[], change: object) => api.request('POST', '/v1/transactions/bulk-edit', { token, body: { ids, change } });

    test('change all transactions alike', async () => {
      const food = await category('Food');
      const ids = [(await create({ tags: ['a', 'b'] })).id, (await create({ tags: ['c'], note: 'mine' })).id];
      const other = await create();
      expect((await edit([...ids, ids[0]!], { categoryId: food, payee: 'Market', addTags: ['c', 'd'], removeTags: ['a'] })).body).toEqual({
        count: 2,
      });
      expect((await list('?sort=oldest')).items).toMatchObject([
        { categoryId: food, payee: 'Market', tags: ['b', 'c', 'd'], note: null },
        { categoryId: food, payee: 'Market', tags: ['c', 'd'], note: 'mine' },
        other,
      ]);
    });

    test('change all or none, and name what prevents it by position', async () => {
      const [savings, food] = [await open('Savings', 'EUR'), await category('Food')];
      const [expense, transfer] = [await create(), await create({ kind: 'transfer', accountId: cash, toAccountId: savings })];
      expect(await edit([expense.id, transfer.id], { categoryId: food })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'ids.1', message: "is a transfer and can't have a category" }] },
      });
      expect(await edit([crypto.randomUUID(), expense.id], { categoryId: food })).toMatchObject({
        status: 404,
        body: { errors: [{ path: 'ids.0' }] },
      });
      expect(await edit([expense.id], { accountId: await open('Dollars', 'USD') })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'ids.0', message: 'is in EUR, but the account "Dollars" is in USD' }] },
      });
      expect(await edit([expense.id], { addTags: Array.from({ length: 20 }, (_, index) => `${index}`) })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'ids.0' }] },
      });
      expect((await list()).items).toEqual([transfer, expense]);
    });

    test('delete all or none', async () => {
      const [one, two] = [await create(), await create()];
      const remove = (ids: string[]) => api.request('POST', '/v1/transactions/bulk-delete', { token, body: { ids } });
      expect((await remove([one.id, crypto.randomUUID()])).status).toBe(404);
      expect((await list()).items).toHaveLength(2);
      expect((await remove([one.id, two.id])).body).toEqual({ count: 2 });
      expect((await list()).items).toEqual([]);
    });

    test('do not find transactions of other people', async () => {
      const mine = await create();
      token = (await api.person()).accessToken;
      expect((await edit([mine.id], { payee: 'Yours' })).status).toBe(404);
    });
  });

  test('the latest transactions come first by the time of entry, whatever their date', async () => {
    const dates = ['2027-05-01', '2020-01-01', '2026-11-24'];
    for (const date of dates) await create({ date });
    const datesOf = ({ items }: { items: { date: string }[] }) => items.map(({ date }) => date);
    const first = await list('?sort=latest&limit=2');
    expect(datesOf(first)).toEqual(['2026-11-24', '2020-01-01']);
    expect(datesOf(await list(`?sort=latest&limit=2&cursor=${first.nextCursor}`))).toEqual(['2027-05-01']);
    expect((await api.request('GET', `/v1/transactions?sort=oldest&cursor=x.${first.nextCursor}`, { token })).status).toBe(400);
  });

  describe('deleted transactions', () => {
    const remove = (ids: string[]) => api.request('POST', '/v1/transactions/bulk-delete', { token, body: { ids } });
    const restore = (ids: string[]) => api.request('POST', '/v1/transactions/bulk-restore', { token, body: { ids } });

    test('are restored as they were, in the same order', async () => {
      const savings = await open('Savings', 'EUR');
      const groceries = (await api.request('GET', '/v1/categories', { token })).body.items[0].id;
      await create({ kind: 'transfer', accountId: cash, toAccountId: savings, note: 'one\ntwo' });
      await create({ categoryId: groceries, currency: 'USD', rate: '0.9123456789', tags: ['b', 'a'], payee: 'Ünïcode "q"' });
      await create({ amount: 123_456_789_012, payee: 'Large' });
      const before = await list();
      const ids = before.items.map(({ id }: { id: string }) => id);
      expect((await remove(ids)).body).toEqual({ count: 3 });
      expect((await restore([ids[2], ids[0], ids[1]])).body).toEqual({ count: 3 });
      expect(await list()).toEqual(before);
      expect((await restore(ids)).status).toBe(404);
    });

    test('are restored all or none', async () => {
      const [one, two] = [await create(), await create()];
      await remove([one.id]);
      expect(await restore([one.id, two.id])).toMatchObject({ status: 404, body: { errors: [{ path: 'ids.1' }] } });
      expect((await list()).items).toEqual([two]);
      expect((await restore([one.id])).status).toBe(200);
    });

    test('are restored without a category that was deleted, but not onto an account that was', async () => {
      const [food, bank] = [await category('Food'), await open('Bank', 'EUR')];
      const entry = await create({ categoryId: food });
      const gone = await create({ accountId: bank });
      await api.request('DELETE', `/v1/transactions/${entry.id}`, { token });
      await remove([gone.id]);
      await api.request('DELETE', `/v1/categories/${food}`, { token });
      await api.request('DELETE', `/v1/accounts/${bank}`, { token });
      expect((await restore([entry.id])).status).toBe(200);
      expect((await list()).items).toEqual([{ ...entry, categoryId: null }]);
      expect(await restore([gone.id])).toMatchObject({ status: 404, body: { errors: [{ path: 'accountId' }] } });
    });

    test('are not restored with a rate to another home currency', async () => {
      const entry = await create({ currency: 'USD', rate: '0.9', accountId: null });
      await remove([entry.id]);
      await api.request('PATCH', '/v1/me', { token, body: { homeCurrency: 'CHF' } });
      expect((await restore([entry.id])).status).toBe(404);
      await api.request('PATCH', '/v1/me', { token, body: { homeCurrency: 'EUR' } });
      expect((await restore([entry.id])).status).toBe(200);
    });

    test('are kept for a day, and only for their owner', async () => {
      const [old, recent] = [await create(), await create()];
      const owner = token;
      await remove([old.id]);
      await remove([recent.id]);
      token = (await api.person()).accessToken;
      expect((await restore([recent.id])).status).toBe(404);
      token = owner;
      const database = api.app.get(Database);
      await sql`update deletions set deleted_at = now() - interval '24 hours 1 second' where key = ${old.id}`.execute(database);
      expect((await restore([old.id])).status).toBe(404);
      await remove([(await create()).id]);
      expect(await database.selectFrom('deletions').select('key').where('key', '=', old.id).execute()).toEqual([]);
      expect((await restore([recent.id])).status).toBe(200);
    });
  });

  describe('a tag', () => {
    const tag = (action: 'remove' | 'restore', name: string) => api.request('POST', `/v1/tags/${action}`, { token, body: { tag: name } });
    const rename = (from: string, name: string) => api.request('POST', '/v1/tags/rename', { token, body: { tag: from, name } });
    const tagsOf = async () => (await list('?sort=oldest')).items.map(({ tags }: { tags: string[] }) => tags);
    const tagList = async () => (await api.request('GET', '/v1/tags', { token })).body.items;
    /** Writes tags as an earlier release did: with several spellings. */
    const createAsBefore = async (...tags: string[]) => {
      const { id } = await create({ tags: [] });
      await api.app.get(Database).updateTable('transactions').set({ tags }).where('id', '=', id).execute();
      return id;
    };

    test('is removed in every spelling, and restored in the spelling of each transaction', async () => {
      await createAsBefore('a', 'Été', 'b');
      await createAsBefore('#ete');
      await createAsBefore('x', 'ÉTÉ', 'été');
      expect((await tag('remove', 'éte')).body).toEqual({ count: 3 });
      expect(await tagsOf()).toEqual([['a', 'b'], [], ['x']]);
      expect((await tag('restore', 'Ete')).body).toEqual({ count: 3 });
      expect(await tagsOf()).toEqual([['a', 'Été', 'b'], ['#ete'], ['x', 'ÉTÉ']]);
    });

    test('is not restored beside another spelling that the transaction has got since', async () => {
      const { id } = await create({ tags: ['Trip'] });
      await tag('remove', 'Trip');
      await change(id, { tags: ['trip'] });
      expect((await tag('restore', 'Trip')).body).toEqual({ count: 0 });
      expect(await tagsOf()).toEqual([['trip']]);
    });

    test('is renamed at its place in every spelling, also to another spelling of itself', async () => {
      await createAsBefore('a', 'Trip', 'b');
      await createAsBefore('#trip', 'TRIP');
      expect((await rename('trip', '#holiday')).body).toEqual({ count: 2 });
      expect(await tagsOf()).toEqual([['a', 'holiday', 'b'], ['holiday']]);
      expect((await rename('HOLIDAY', 'Holiday')).body).toEqual({ count: 2 });
      expect(await tagsOf()).toEqual([['a', 'Holiday', 'b'], ['Holiday']]);
      expect(await tagList()).toContainEqual({ name: 'Holiday', count: 2 });
      expect((await rename('trip', 'holiday')).status).toBe(404);
      expect(await rename('holiday', 'a,b')).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } });
    });

    test('that gets the name of another one is merged into it, in its spelling', async () => {
      await create({ tags: ['Sea', 'x', 'sun'] });
      await create({ tags: ['sun'] });
      expect((await rename('sun', 'SEA')).body).toEqual({ count: 2 });
      expect(await tagsOf()).toEqual([['Sea', 'x'], ['Sea']]);
      expect(await tagList()).toEqual([
        { name: 'Sea', count: 2 },
        { name: 'x', count: 1 },
      ]);
    });

    test('is renamed on more transactions than one bulk edit takes', async () => {
      const { id } = await create({ tags: ['trip'] });
      await sql`
        insert into transactions (person_id, amount, currency, date, tags)
        select person_id, amount, currency, date, tags from transactions, generate_series(1, 600) where id = ${id}
      `.execute(api.app.get(Database));
      expect((await rename('trip', 'holiday')).body).toEqual({ count: 601 });
      expect(await tagList()).toEqual([{ name: 'holiday', count: 601 }]);
    });

    test('counts once on a transaction to which an earlier release gave two spellings, once the schema is migrated', async () => {
      await createAsBefore('Trip', 'sun', 'trip', 'SUN', '#sun');
      await createAsBefore('trip');
      expect(await tagList()).toContainEqual({ name: 'trip', count: 3 });
      // A run that was stopped is repeated.
      const database: unknown = api.app.get(Database);
      for (let run = 0; run < 2; run++) await mergeSpellings(database as Kysely<unknown>);
      expect(await tagsOf()).toEqual([['Trip', 'sun'], ['trip']]);
      expect(await tagList()).toMatchObject([{ count: 2 }, { name: 'sun', count: 1 }]);
    });

    test('in two spellings counts once towards the most that a transaction can have', async () => {
      const others = Array.from({ length: 19 }, (_, index) => `${index}`);
      const { id } = await create({ tags: ['Trip', ...others] });
      const edit = (addTags: string[], removeTags: string[]) =>
        api.request('POST', '/v1/transactions/bulk-edit', { token, body: { ids: [id], change: { addTags, removeTags } } });
      expect((await edit(['TRIP'], [])).status).toBe(200);
      expect((await edit(['sun'], ['trip'])).status).toBe(200);
      expect(await edit(['sea'], [])).toMatchObject({ status: 400, body: { errors: [{ path: 'ids.0' }] } });
      expect((await tagsOf())[0]).toEqual([...others, 'sun']);
    });

    test('is removed from all transactions and restored at its place', async () => {
      await create({ tags: ['a', 'trip', 'b'] });
      await create({ tags: ['trip'] });
      await create({ tags: ['other'] });
      const before = await tagsOf();
      expect((await tag('remove', 'trip')).body).toEqual({ count: 2 });
      expect(await tagsOf()).toEqual([['a', 'b'], [], ['other']]);
      expect((await tag('restore', 'trip')).body).toEqual({ count: 2 });
      expect(await tagsOf()).toEqual(before);
      expect((await tag('restore', 'trip')).status).toBe(404);
      expect((await tag('remove', 'unknown')).status).toBe(404);
    });

    test('is restored on all transactions or none', async () => {
      const [full, other] = [await create({ tags: ['trip'] }), await create({ tags: ['trip'] })];
      await tag('remove', 'trip');
      await change(full.id, { tags: Array.from({ length: 20 }, (_, index) => `${index}`) });
      expect((await tag('restore', 'trip')).status).toBe(409);
      await change(full.id, { tags: [] });
      expect((await tag('restore', 'trip')).body).toEqual({ count: 2 });
      expect((await list()).items).toMatchObject([
        { id: other.id, tags: ['trip'] },
        { id: full.id, tags: ['trip'] },
      ]);
    });
  });
});
