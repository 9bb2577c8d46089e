import { type Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { migrations } from './migrations/index.js';

test('a connection that was open before the migration still finds searched text by the index', async () => {
  const configuration = await createTestDatabase();
  const [migrating, open] = [connect(configuration), connect(configuration, { maxConnections: 1 })];
  onTestFinished(async () => void (await Promise.all([migrating.destroy(), open.destroy()])));
  const untyped = migrating as unknown as Kysely<unknown>;
  const run = async (steps: string[]) => {
    for (const name of steps)
      await (migrations[name]!.outsideTransaction
        ? migrations[name]!.up(untyped)
        : migrating.transaction().execute((transaction) => migrations[name]!.up(transaction as never)));
  };
  const names = Object.keys(migrations);
  await run(names.filter((name) => name < '0012'));
  await sql`set enable_seqscan = off`.execute(open);
  const isIndexed = async () => {
    const { rows } = await sql<Record<string, string>>`
      explain select from transactions
      where person_id = gen_random_uuid() and fold_text(coalesce(payee || ' ' || note, payee, note, '')) like '%xylophone%'
    `.execute(open);
    return rows.some((row) => /Index Cond: .*xylophone/.test(row['QUERY PLAN']!));
  };
  expect(await isIndexed()).toBe(true);
  await run(names.filter((name) => name.startsWith('0012')));
  expect(await isIndexed()).toBe(true);
});
