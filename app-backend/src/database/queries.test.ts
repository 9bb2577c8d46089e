import { globSync } from 'node:fs';
import { format } from 'sql-formatter';
import { expect, test } from 'vitest';
import { recordedDatabase } from '../../test/recorded-database.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { ApiTokensRepository } from '../api-tokens/api-tokens.repository.js';
import { SessionsRepository } from '../auth/sessions.repository.js';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { SummariesRepository } from '../summaries/summaries.repository.js';
import { TransactionsRepository } from '../transactions/transactions.repository.js';
import { IdempotencyKeysRepository } from '../writes/idempotency-keys.repository.js';
import type { Database } from './database.js';

const HEADER = `-- What the repositories ask PostgreSQL, to be read in reviews. Made by src/database/queries.test.ts: "npx vitest run queries --update" makes it anew.\n`;

type Samples<T> = { [K in keyof T]: T[K] extends (...args: infer A) => unknown ? A[] : never };

const everyFilter = {
  from: 'day',
  to: 'day',
  kind: 'expense',
  accountId: 'id',
  categoryId: 'id',
  tag: 'tag',
  text: 'text',
  minAmount: 1,
  maxAmount: 2,
} as const;
const category = { name: 'name', parentId: null, colour: null, icon: null };
const hash = Buffer.from('');

const { database, take } = recordedDatabase();

const recorded =
  <T extends object>(repository: new (database: Database) => T, samples: Samples<T>) =>
  () =>
    record(repository, samples);

/** Every public method, each time it is called with something else; the compiler finds one that is missing. */
const all = [
  recorded(AccountsRepository, {
    list: [['person']],
    find: [['person', 'id']],
    own: [['person', ['id']]],
    first: [['person', 'EUR']],
    lock: [['person', 'id']],
    create: [['person', { name: 'name', kind: 'cash', currency: 'EUR', openingBalance: 0 }]],
    change: [['person', 'id', { name: 'name', kind: 'cash', openingBalance: 0, archived: true }]],
    delete: [['person', 'id']],
  }),
  recorded(ApiTokensRepository, {
    list: [['person']],
    create: [['person', { name: 'name', scopes: ['read'], token_hash: hash, expires_at: null }]],
    delete: [['person', 'id']],
    valid: [[hash]],
    used: [['id']],
  }),
  recorded(SessionsRepository, {
    begin: [[{ id: 'person', password_hash: 'hash' }, null]],
    rotate: [['token']],
    end: [['token']],
    open: [['person']],
    endOne: [['person', 'family']],
    endAll: [['person'], ['person', 'family']],
  }),
  recorded(CategoriesRepository, {
    list: [['person']],
    find: [['person', 'id']],
    own: [['person', ['id']]],
    lock: [['person']],
    hasChildren: [['person', 'id']],
    create: [['person', category]],
    change: [['person', 'id', category]],
    delete: [['person', 'id']],
  }),
  recorded(PeopleRepository, {
    byEmail: [['email']],
    byId: [['id']],
    lock: [['id']],
    change: [['id', { name: 'name', homeCurrency: 'EUR' }]],
    hasRates: [['id']],
    homeCurrency: [['id']],
    ledger: [['id']],
    setPassword: [['id', 'hash']],
    delete: [['id']],
    create: [[{ email: 'email', name: null, password_hash: 'hash' }]],
  }),
  recorded(SummariesRepository, { month: [['person', '2026-11', 'EUR']] }),
  recorded(TransactionsRepository, {
    page: [
      ['person', {}, 'newest', undefined, 51],
      ['person', everyFilter, 'smallest', { key: 1, sequence: 1 }, 51],
      ['person', { categoryId: 'none' }, 'newest', { key: 'day', sequence: 1 }, 51],
    ],
    all: [['person']],
    sums: [['person', {}, 'EUR']],
    find: [['person', 'id']],
    lock: [['person', ['id']]],
    create: [['person', { kind: 'expense', amount: 1, currency: 'EUR', date: 'day' }]],
    change: [['person', 'id', { amount: 1 }]],
    changeAll: [['person', ['id'], { category_id: null }, { add: ['tag'], remove: ['tag'] }]],
    delete: [['person', ['id']]],
    tags: [['person']],
  }),
  recorded(IdempotencyKeysRepository, {
    take: [['person', 'key', hash]],
    find: [['person', 'key']],
    keep: [['person', 'key', null]],
    forgetOld: [['person']],
  }),
];

async function record<T extends object>(repository: new (database: Database) => T, samples: Samples<T>): Promise<string> {
  const called = new repository(database) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const parts: string[] = [];
  for (const [method, calls] of Object.entries<unknown[][]>(samples)) {
    for (const args of calls) {
      await called[method]!(...args);
      parts.push(
        `-- ${repository.name}.${method}\n${take()
          .map(
            (query) => `${format(query, { language: 'postgresql', keywordCase: 'lower', dataTypeCase: 'lower', functionCase: 'lower' })};`,
          )
          .join('\n')}\n`,
      );
    }
  }
  return parts.join('\n');
}

test('the file of queries tells what every repository asks', async () => {
  expect(all).toHaveLength(globSync('src/**/*.repository.ts').length);
  let text = HEADER;
  for (const part of all) text += `\n${await part()}`;
  await expect(text).toMatchFileSnapshot('queries.sql');
});
