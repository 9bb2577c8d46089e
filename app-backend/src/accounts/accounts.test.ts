import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { Database } from '../database/database.js';

describe('accounts', () => {
  let api: TestApi;
  let token: string;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  beforeEach(async () => {
    token = (await api.person()).accessToken;
  });
  afterAll(() => api.stop());

  const open = async (change: object = {}) =>
    (await api.request('POST', '/v1/accounts', { token, body: { name: 'Bank', kind: 'bank', currency: 'EUR', ...change } })).body;
  const enter = async (change: object) => {
    const answer = await api.request('POST', '/v1/transactions', {
      token,
      body: { kind: 'expense', amount: 1000, currency: 'EUR', date: '2026-11-24', ...change },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const balance = async (id: string) => (await api.request('GET', `/v1/accounts/${id}`, { token })).body.balance;
  const list = async () => (await api.request('GET', '/v1/accounts', { token })).body.items;

  test('every person starts with a cash account in their home currency', async () => {
    expect(await list()).toMatchObject([{ name: 'Cash', kind: 'cash', currency: 'EUR', openingBalance: 0, balance: 0, archived: false }]);
  });

  test('income without an account is on cash only if there is no other open account in its currency', async () => {
    const [cash] = await list();
    expect((await enter({ kind: 'income' })).accountId).toBe(cash.id);
    const [bank, dollars] = [await open(), await open({ name: 'Dollars', kind: 'cash', currency: 'USD' })];
    expect((await enter({ kind: 'income' })).accountId).toBe(bank.id);
    expect((await enter({ kind: 'expense' })).accountId).toBe(cash.id);
    expect((await enter({ kind: 'income', currency: 'USD' })).accountId).toBe(dollars.id);
    await api.request('PATCH', `/v1/accounts/${bank.id}`, { token, body: { archived: true } });
    expect((await enter({ kind: 'income' })).accountId).toBe(cash.id);
  });

  test('a balance is the opening balance plus all income, expenses and transfers', async () => {
    const [bank, card] = [await open({ openingBalance: 150_000 }), await open({ name: 'Card', kind: 'card', openingBalance: -20_000 })];
    await enter({ accountId: bank.id, amount: 1250 });
    await enter({ accountId: bank.id, kind: 'income', amount: 300_000 });
    await enter({ accountId: bank.id, kind: 'transfer', toAccountId: card.id, amount: 20_000 });
    expect(await balance(bank.id)).toBe(150_000 - 1250 + 300_000 - 20_000);
    expect(await balance(card.id)).toBe(0);
  });

  test('a transfer between currencies debits one amount and credits another', async () => {
    const [bank, yen] = [await open(), await open({ name: 'Yen', currency: 'JPY' })];
    await enter({ kind: 'transfer', accountId: bank.id, toAccountId: yen.id, amount: 10_000, toAmount: 16_340 });
    expect([await balance(bank.id), await balance(yen.id)]).toEqual([-10_000, 16_340]);
  });

  test('an expense in a foreign currency debits an account in the home currency at its rate', async () => {
    const card = await open({ kind: 'card' });
    await enter({ accountId: card.id, amount: 1000, currency: 'USD', rate: '0.925' });
    expect(await balance(card.id)).toBe(-925);
  });

  test('a balance on a day leaves out later entries, of the same month and of later ones', async () => {
    const [bank, card] = [await open({ openingBalance: 100 }), await open({ name: 'Card', kind: 'card' })];
    const balances = async (query: string) => {
      const { body } = await api.request('GET', `/v1/accounts${query}`, { token });
      return body.items.slice(1).map(({ balance }: { balance: number }) => balance);
    };
    for (const [date, amount] of [
      ['2026-10-31', 1],
      ['2026-11-24', 20],
      ['2026-11-25', 300],
      ['2026-12-01', 4000],
      ['2099-01-01', 50_000],
    ]) {
      await enter({ accountId: bank.id, date, amount, kind: 'income' });
      await enter({ accountId: bank.id, toAccountId: card.id, date, amount, kind: 'transfer' });
      await enter({ accountId: card.id, date, amount: 1000, currency: 'USD', rate: '0.9' });
    }
    expect(await balances('?on=2026-11-24')).toEqual([100, 21 - 1800]);
    expect(await balances('?on=2026-11-30')).toEqual([100, 321 - 2700]);
    expect(await balances('?on=2026-10-30')).toEqual([100, 0]);
    expect(await balances('')).toEqual([100, 54_321 - 4500]);
    expect((await api.request('GET', `/v1/accounts/${card.id}?on=2026-11-24`, { token })).body.balance).toBe(21 - 1800);
    expect(await api.request('GET', '/v1/accounts?on=2026-02-31', { token })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'on' }] },
    });
  });

  test('a balance beyond the safe integers is null and does not break the list', async () => {
    const bank = await open();
    // As earlier releases accepted it.
    await api.app
      .get(Database)
      .updateTable('accounts')
      .set({ opening_balance: Number.MAX_SAFE_INTEGER })
      .where('id', '=', bank.id)
      .execute();
    await enter({ accountId: bank.id, kind: 'income', amount: 1 });
    expect(await balance(bank.id)).toBeNull();
    expect(await list()).toMatchObject([{ balance: 0 }, { balance: null }]);
  });

  test.each([10_000_000_000_001, -10_000_000_000_001])(
    'an opening balance of %d is rejected and the field is named',
    async (openingBalance) => {
      const body = { name: 'Bank', kind: 'bank', currency: 'EUR', openingBalance };
      expect(await api.request('POST', '/v1/accounts', { token, body })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'openingBalance' }] },
      });
    },
  );

  test('an account can be renamed, corrected and archived, but keeps its currency', async () => {
    const bank = await open();
    const change = (body: object) => api.request('PATCH', `/v1/accounts/${bank.id}`, { token, body });
    expect((await change({ name: 'Savings', openingBalance: 5, archived: true })).body).toEqual({
      ...bank,
      name: 'Savings',
      openingBalance: 5,
      balance: 5,
      archived: true,
    });
    expect((await change({})).body).toMatchObject({ name: 'Savings' });
    expect(await change({ currency: 'USD' })).toMatchObject({ status: 400, body: { errors: [{ path: 'currency' }] } });
  });

  test('an account name is unique per person', async () => {
    const bank = await open();
    expect(await api.request('POST', '/v1/accounts', { token, body: { name: 'Cash', kind: 'cash', currency: 'USD' } })).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'name' }] },
    });
    expect((await api.request('PATCH', `/v1/accounts/${bank.id}`, { token, body: { name: 'Cash' } })).status).toBe(409);
  });

  test('an account with transactions on either side cannot be deleted; an empty one can', async () => {
    const [bank, card, empty] = [await open(), await open({ name: 'Card' }), await open({ name: 'Empty' })];
    await enter({ kind: 'transfer', accountId: bank.id, toAccountId: card.id });
    const remove = async (id: string) => api.request('DELETE', `/v1/accounts/${id}`, { token });
    for (const { id } of [bank, card])
      expect(await remove(id)).toMatchObject({
        status: 409,
        body: { type: 'urn:expenses:problem:in-use', detail: expect.stringContaining('archive') },
      });
    expect((await remove(empty.id)).status).toBe(204);
    expect((await remove(empty.id)).status).toBe(404);
  });

  test('accounts of other people are not found', async () => {
    const bank = await open();
    token = (await api.person()).accessToken;
    expect((await api.request('GET', `/v1/accounts/${bank.id}`, { token })).status).toBe(404);
    expect((await api.request('PATCH', `/v1/accounts/${bank.id}`, { token, body: { name: 'Mine' } })).status).toBe(404);
    expect((await api.request('DELETE', `/v1/accounts/${bank.id}`, { token })).status).toBe(404);
    expect(await list()).toHaveLength(1);
  });
});
