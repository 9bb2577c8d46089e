import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import type { AccountRow } from '../database/tables.js';
import { contradictions } from '../transactions/rules.js';
import { demo } from './demo.js';
import { accounts, categories, HOME } from './household.js';
import { twoYears } from './two-years.js';

const TODAY = '2026-11-24';

describe('two years', () => {
  const known = new Set<string>(Object.entries(categories).flatMap(([name, { children }]) => [name, ...Object.keys(children)]));
  const row = (name: keyof typeof accounts) => ({ ...accounts[name], id: name }) as unknown as AccountRow;

  test('contain nothing that the API would reject, on any day', () => {
    const aDay = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(aDay, (today) => {
        const entries = twoYears(today);
        expect(entries.length).toBeGreaterThan(900);
        for (const { category, account, to, toAmount, ...entry } of entries) {
          const asRow = { ...entry, category_id: category, account_id: account, to_account_id: to, to_amount: toAmount };
          expect(contradictions(asRow, { home: HOME, from: row(account), to: to === null ? undefined : row(to) })).toEqual([]);
          expect(category === null || known.has(category), category ?? '').toBe(true);
          expect(entry.amount > 0 && Number.isSafeInteger(entry.amount) && entry.date <= today).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('are the same on every run', () => {
    expect(twoYears(TODAY)).toEqual(twoYears(TODAY));
  });
});

describe('the demo', () => {
  let api: TestApi;
  let token: string;
  const log = vi.spyOn(console, 'log');
  beforeAll(async () => {
    api = await TestApi.start();
    await demo(api.database, 'Demo@example.com', TODAY);
    const password = log.mock.lastCall![0].match(/password (\S+)$/)![1];
    token = (await api.request('POST', '/v1/auth/login', { body: { email: 'demo@example.com', password } })).body.accessToken;
  });
  afterAll(async () => {
    log.mockRestore();
    await api.stop();
  });

  test('has believable spending every month', async () => {
    const summary = async (month: string) => (await api.request('GET', `/v1/summaries/${month}`, { token })).body;
    const months = await Promise.all(['2025-01', '2025-06', '2025-09', '2026-05', '2026-10'].map(summary));
    for (const { expense, income, withoutRate } of months)
      expect({ isBelievable: expense > 150_000 && expense < 450_000, income: income > 200_000, withoutRate }).toEqual({
        isBelievable: true,
        income: true,
        withoutRate: 0,
      });
  });

  test('has money left, subcategories and tags', async () => {
    const { items } = (await api.request('GET', '/v1/accounts', { token })).body;
    expect(items.map(({ name }: { name: string }) => name).sort()).toEqual([
      'Cash',
      'Credit card',
      'Dollars',
      'Everyday account',
      'Savings',
    ]);
    for (const { name, balance } of items) expect(balance, name).toBeGreaterThan(name === 'Credit card' ? -300_000 : 0);
    expect((await api.request('GET', '/v1/tags', { token })).body.items.map(({ name }: { name: string }) => name).sort()).toEqual([
      'family',
      'friends',
      'usa',
    ]);
  });

  test('is not created twice', async () => {
    await expect(demo(api.database, 'demo@example.com', TODAY)).rejects.toThrow('An account with the email demo@example.com exists');
  });
});
