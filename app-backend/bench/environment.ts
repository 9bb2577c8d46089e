import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import pg from 'pg';
import { createClient } from 'redis';
import { startPostgres } from '../test/postgres-server.js';
import { hasRedisServer, startRedis } from '../test/redis-server.js';
import { parentOf } from './processor-time.js';
import { seed } from './seed.js';

export const BACKEND = join(import.meta.dirname, '..');

/** A server with queries left may have none for a moment. */
const IDLE_POLLS = 5;
const IDLE_POLL_MS = 10;

const JWT_SECRET = 'only for the benchmark '.repeat(2);

/** A person and a token that outlasts the run. */
export interface Person {
  id: string;
  token: string;
}

export type Environment = Awaited<ReturnType<typeof startEnvironment>>;

/** Starts PostgreSQL with the API's schema, and Redis if it is installed. */
export async function startEnvironment() {
  const postgres = await startPostgres();
  const redis = hasRedisServer ? await startRedis() : undefined;
  const address = { DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(postgres.port), DATABASE_NAME: 'postgres', DATABASE_TLS: 'off' };
  const owner = { ...address, DATABASE_USER: 'postgres', DATABASE_PASSWORD: 'postgres' };
  const app = { APP_DATABASE_USER: 'expenses_app', APP_DATABASE_PASSWORD: 'only for the benchmark' };
  execFileSync(process.execPath, ['dist/main.js', 'migrate'], { cwd: BACKEND, env: { ...process.env, ...owner, ...app }, stdio: 'ignore' });

  const client = new pg.Client({ host: '127.0.0.1', port: postgres.port, database: 'postgres', user: 'postgres', password: 'postgres' });
  await client.connect();
  const admin = redis && (await connectRedis(redis.address));
  const { rows } = await client.query<{ pid: number; version: string }>(
    `select pg_backend_pid() as pid, current_setting('server_version') as version`,
  );

  return {
    /** The process whose children serve the connections. */
    postgresPid: parentOf(rows[0]!.pid),
    postgresVersion: rows[0]!.version,
    hasRedis: redis !== undefined,
    /** The settings of production, apart from the addresses. */
    variables: {
      ...address,
      DATABASE_USER: app.APP_DATABASE_USER,
      DATABASE_PASSWORD: app.APP_DATABASE_PASSWORD,
      ...(redis && {
        CACHE_HOST: redis.address.host,
        CACHE_PORT: String(redis.address.port),
        CACHE_AUTH_TOKEN: redis.address.password!,
        CACHE_TLS: 'off',
      }),
      JWT_SECRET,
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
    },
    /** Registers a person at the API, and adds transactions. */
    createPerson: async (url: string, transactions: number): Promise<Person> => {
      const person = await register(url);
      await seed(client, person.id, transactions);
      return person;
    },
    /** Writes the statistics that the planner needs, which autovacuum would write at some later moment. */
    settle: () => client.query('vacuum (analyze)'),
    query: async <T extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<T[]> => (await client.query<T>(text, values)).rows,
    /** Waits until no server has a query left: what clients no longer wait for is still executed. */
    untilIdle: async (): Promise<void> => {
      for (let idle = 0; idle < IDLE_POLLS;) {
        const { rows } = await client.query<{ isIdle: boolean }>(
          `select not exists (select from pg_stat_activity where backend_type = 'client backend' and state <> 'idle'
             and pid <> pg_backend_pid()) as "isIdle"`,
        );
        idle = rows[0]!.isIdle ? idle + 1 : 0;
        await setTimeout(IDLE_POLL_MS);
      }
    },
    /** Empties the cache, and refuses new entries if `isCold`: then each summary is computed. */
    setCold: async (isCold: boolean): Promise<void> => {
      await admin?.sendCommand(['ACL', 'SETUSER', 'default', isCold ? '-set' : '+set']);
      await admin?.flushAll();
    },
    stop: async (): Promise<void> => {
      admin?.destroy();
      await client.end();
      await redis?.stop();
      await postgres.stop();
    },
  };
}

async function connectRedis({ host, port, password }: { host: string; port: number; password?: string | undefined }) {
  const client = createClient({ socket: { host, port }, ...(password && { password }) });
  await client.connect();
  return client;
}

async function register(url: string): Promise<Person> {
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: 'correct horse battery' });
  const answer = await fetch(`${url}/v1/auth/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!answer.ok) throw new Error(`Registering a person failed: ${answer.status} ${await answer.text()}`);
  const { accessToken, user } = (await answer.json()) as { accessToken: string; user: { id: string } };
  return { id: user.id, token: await sign(decodeJwt(accessToken)) };
}

/** Signs a token for any person, as after a login. */
export const tokenFor = (personId: string): Promise<string> => sign({ iss: 'expenses-api', sub: personId });

/** The API's own token is valid for 15 minutes. */
const sign = (claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('12h').sign(new TextEncoder().encode(JWT_SECRET));
