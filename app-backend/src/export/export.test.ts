import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import type { Session } from '../auth/auth.schema.js';
import { Database } from '../database/database.js';

const CSV = '/v1/me/export/transactions.csv';

describe('an export', () => {
  let api: TestApi;
  let session: Session;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.app.listen(0, '127.0.0.1');
  });
  beforeEach(async () => {
    session = await api.person();
  });
  afterAll(() => api.stop());

  const post = async (path: string, body: object) => (await api.request('POST', path, { token: session.accessToken, body })).body;
  const spend = (body: object) => post('/v1/transactions', { kind: 'expense', amount: 1250, currency: 'EUR', date: '2026-11-24', ...body });
  const read = (path: string) => api.request('GET', path, { token: session.accessToken });
  const csvRows = async () => (await read(CSV)).body.split('\r\n').slice(1, -1) as string[];

  /** Stores transactions that are larger than what the sockets of a connection hold. In batches, within the statement timeout. */
  const fill = async (count: number) => {
    for (let stored = 0; stored < count; stored += 500)
      await sql`
        insert into transactions (person_id, amount, currency, date, note)
        select ${session.user.id}, 1, 'EUR', date '2020-01-01' + i / 100, repeat('long ', 400)
        from generate_series(${stored + 1}::int, ${stored + 500}::int) i
      `.execute(api.app.get(Database));
  };

  async function open(path: string): Promise<IncomingMessage> {
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    const headers = { authorization: `Bearer ${session.accessToken}` };
    const [response] = (await once(get({ port, path, headers, agent: false }), 'response')) as [IncomingMessage];
    return response;
  }

  test.each(['/v1/me/export', CSV])('at %s is read from the database while the client reads it', async (path) => {
    await fill(4_000);
    const response = await open(path);
    await once(response, 'readable');
    await spend({ date: '2026-11-24', note: 'added meanwhile' });
    const content = await text(response);
    expect(content.match(/long long/g)?.length).toBeGreaterThanOrEqual(4_000);
    expect(content).toContain('added meanwhile');
  });

  test('as JSON is indented and has decimals beside minor units', async () => {
    const { id: yen } = await post('/v1/accounts', { name: 'Yen', kind: 'bank', currency: 'JPY', openingBalance: -5 });
    const { id: euro } = await post('/v1/accounts', { name: 'Euro', kind: 'bank', currency: 'EUR' });
    await spend({ kind: 'transfer', accountId: euro, toAccountId: yen, toAmount: 2000 });
    await spend({ currency: 'KWD', amount: 1, accountId: null });
    const { headers } = await read('/v1/me/export');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const content = await text(await open('/v1/me/export'));
    expect(content).toContain('\n      "amountDecimal": "12.50",\n');
    expect(content).toBe(`${JSON.stringify(JSON.parse(content), null, 2)}\n`);
    expect(JSON.parse(content)).toMatchObject({
      accounts: [
        { name: 'Cash' },
        { name: 'Yen', openingBalanceDecimal: '-5', balance: 1995, balanceDecimal: '1995' },
        { balanceDecimal: '-12.50' },
      ],
      transactions: [
        { amount: 1250, amountDecimal: '12.50', homeAmountDecimal: '12.50', toAmount: 2000, toAmountDecimal: '2000' },
        { amount: 1, amountDecimal: '0.001', homeAmountDecimal: null, toAmountDecimal: null },
      ],
    });
  });

  test('as JSON without transactions is JSON', async () => {
    expect((await read('/v1/me/export')).body).toMatchObject({ person: session.user, transactions: [], apiTokens: [] });
  });

  test('as CSV begins with a byte order mark and a header, and has a line per transaction, oldest first', async () => {
    const { id: parentId } = await post('/v1/categories', { name: 'Fun' });
    const { id: categoryId } = await post('/v1/categories', { name: 'Books', parentId });
    const { id: yen } = await post('/v1/accounts', { name: 'Yen', kind: 'bank', currency: 'JPY' });
    await spend({ categoryId, payee: 'The "Old" Shop', note: 'one,\ntwo', tags: ['trip', 'rain'] });
    const { id: accountId } = (await read('/v1/accounts')).body.items[0];
    await spend({ kind: 'transfer', accountId, toAccountId: yen, toAmount: 2000, date: '2026-01-01' });
    const { headers, body } = await read(CSV);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body).toBe(
      '\uFEFF"Date","Kind","Amount","Currency","Account","To amount","To currency","To account","Rate","Home amount","Home currency",' +
        '"Category","Payee","Note","Tags"\r\n' +
        '"2026-01-01","transfer","12.50","EUR","Cash","2000","JPY","Yen","","12.50","EUR","","","",""\r\n' +
        '"2026-11-24","expense","12.50","EUR","Cash","","","","","12.50","EUR","Fun / Books","The ""Old"" Shop",' +
        '"one,\ntwo","trip, rain"\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '\t=1+1', '\r=1+1', '＝1+1', '="x"'])(
    'as CSV makes text of the formula %j',
    async (note) => {
      await sql`
      insert into transactions (person_id, amount, currency, date, payee, note, tags)
      values (${session.user.id}, 1, 'EUR', '2026-11-24', ${note}, ${note}, array[${note}])
    `.execute(api.app.get(Database));
      const cell = `"'${note.replaceAll('"', '""')}"`;
      expect((await csvRows()).join('\r\n')).toContain(`${cell},${cell},${cell}`);
    },
  );

  test('as CSV makes text of formulas in the names of accounts and categories too, and leaves other text alone', async () => {
    const { id: accountId } = await post('/v1/accounts', { name: '=A', kind: 'bank', currency: 'EUR' });
    const { id: categoryId } = await post('/v1/categories', { name: '@B' });
    await spend({ accountId, categoryId, payee: "Rock'n'roll = fun", note: "'quoted'" });
    expect(await csvRows()).toEqual([
      `"2026-11-24","expense","12.50","EUR","'=A","","","","","12.50","EUR","'@B","Rock'n'roll = fun","'quoted'",""`,
    ]);
  });

  test('has no entries of other people', async () => {
    await spend({ note: 'mine' });
    session = await api.person();
    expect(await csvRows()).toEqual([]);
    expect((await read('/v1/me/export')).body.transactions).toEqual([]);
  });
});
