import pg from 'pg';
import { migrate } from '../src/database/migrate.js';
import { createTestDatabase } from './test-database.js';

/** PostgreSQL samples 30,000 rows for its statistics: with fewer transactions, they are the same in each run. */
const FILL = `
  create function make_id(kind text, number int) returns uuid language sql immutable as $$ select md5(kind || number)::uuid $$;
  insert into people (id, email, password_hash)
    select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, i || '@example.com', '' from generate_series(1, 1000) i;
  insert into sessions (id, family, person_id, token_hash, expires_at)
    select make_id('session', i), make_id('family', i), id, sha256(i::text::bytea), now() + interval '1 day'
    from people, generate_series(1, 5) j cross join lateral (select j * 1000 + split_part(email, '@', 1)::int as i) number;
  insert into api_tokens (id, person_id, name, token_hash, scopes)
    select make_id('token', i), id, 'token ' || i, sha256(i::text::bytea), '{read}'
    from people, generate_series(1, 5) j cross join lateral (select j * 1000 + split_part(email, '@', 1)::int as i) number;
  insert into mail_tokens (person_id, purpose, token_hash, expires_at)
    select id, 'password', sha256(email::bytea), now() + interval '30 minutes' from people;
  insert into deletions (person_id, kind, key, content)
    select id, 'transaction', gen_random_uuid(), '{}' from people, generate_series(1, 10) i;
  insert into idempotency_keys (person_id, key, request_hash) select id, 'key ' || i, '' from people, generate_series(1, 10) i;
  insert into accounts (id, person_id, name, kind, currency)
    select make_id('account', i), id, 'Account ' || i, 'bank', 'EUR'
    from people, generate_series(1, 5) j cross join lateral (select j * 1000 + split_part(email, '@', 1)::int as i) number;
  insert into categories (id, person_id, name)
    select make_id('category', i), id, 'Category ' || i
    from people, generate_series(1, 20) j cross join lateral (select j * 1000 + split_part(email, '@', 1)::int as i) number;
  insert into transactions (id, person_id, account_id, category_id, amount, currency, date, payee, tags)
    select make_id('transaction', i), ('00000000-0000-4000-8000-' || lpad((1 + i % 10)::text, 12, '0'))::uuid,
      make_id('account', (1 + i % 5) * 1000 + 1 + i % 10), make_id('category', (1 + i % 20) * 1000 + 1 + i % 10),
      1 + (i::bigint * 7919) % 1000000, 'EUR', date '2017-01-01' + i / 6, 'Payee ' || i % 500,
      case when i % 3 = 0 then array['tag ' || i % 4001] else '{}' end || case when i % 500 = 0 then array['rare'] else '{}' end
        || case when i <= 4000 then array['early'] else '{}' end
    from generate_series(1, 20000) i;
`;

/** Creates a database in which ten people have 2,000 transactions each, and 990 others none. */
export async function fillLargeDatabase(): Promise<pg.Client> {
  const configuration = await createTestDatabase();
  await migrate(configuration);
  const {
    DATABASE_HOST: host,
    DATABASE_PORT: port,
    DATABASE_NAME: database,
    DATABASE_USER: user,
    DATABASE_PASSWORD: password,
  } = configuration;
  const client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  await client.query(FILL);
  await client.query('vacuum analyze');
  return client;
}
