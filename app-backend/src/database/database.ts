import type { Socket } from 'node:net';
import { Kysely, type Logger } from 'kysely';
import pg from 'pg';
import type { DatabaseConfiguration } from '../configuration/configuration.js';
import { DatabasePassword, type ReadSecret } from './database-password.js';
import { JoiningDialect, underWay } from './joining-driver.js';
import type { Tables } from './tables.js';
import { WAKING_MS, WakingPool } from './waking-pool.js';

export class Database extends Kysely<Tables> {
  /** All queries of the work take effect together, or none; within other such work they are part of that. */
  atomically<T>(work: () => Promise<T>): Promise<T> {
    if (underWay.getStore()) return work();
    return this.transaction().execute((transaction) =>
      transaction.getExecutor().provideConnection((connection) => underWay.run(connection, work)),
    );
  }
}

/** No connection is kept for long: an open one would keep Aurora from pausing. */
const IDLE_TIMEOUT_MS = 10_000;
/** A statement that PostgreSQL ends is told of a little later. */
const GRACE_MS = 5_000;

interface Options {
  maxConnections?: number;
  /** Without it a refused password stays refused. */
  readSecret?: ReadSecret | undefined;
  patienceMs?: number;
  /** Hears of every query. */
  log?: Logger | undefined;
  /** What takes longer is ended by PostgreSQL. */
  statementTimeoutMs?: number | undefined;
}

export function connect(
  configuration: DatabaseConfiguration,
  { maxConnections = 10, readSecret, patienceMs = WAKING_MS, statementTimeoutMs, log }: Options = {},
): Database {
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_USER: user } = configuration;
  const password = new DatabasePassword(configuration.DATABASE_PASSWORD, user, readSecret);
  const pool = new pg.Pool({
    host,
    port,
    database: configuration.DATABASE_NAME,
    user,
    // Asked for at each connection, so that it may change while the API runs.
    password: async () => password.current,
    // The host is said again: pg tells TLS a name to check the certificate against, but no IP address.
    ssl: configuration.DATABASE_TLS === 'verify-full' ? { rejectUnauthorized: true, host } : false,
    max: maxConnections,
    min: 0,
    connectionTimeoutMillis: WAKING_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    ...(statementTimeoutMs !== undefined && { statement_timeout: statementTimeoutMs }),
    types: { getTypeParser },
  });
  // Of a server that is gone without a word nothing is heard for a quarter of an hour; its own limit does not end a query then.
  if (statementTimeoutMs !== undefined)
    pool.on('connect', (client) =>
      giveUpOnSilence((client as unknown as pg.Client).connection.stream as Socket, statementTimeoutMs + GRACE_MS),
    );
  return new Database({
    dialect: new JoiningDialect({ pool: new WakingPool(pool, `${host}:${port}`, password, patienceMs) }),
    ...(log && { log }),
  });
}

const giveUpOnSilence = (socket: Socket, ms: number) =>
  void socket.setTimeout(ms, () => socket.destroy(new Error('Connection terminated: the database did not answer in time')));

const { builtins } = pg.types;

/** Amounts are bigint within JavaScript's safe range (the schema sees to it); a date stays the day that it is. */
const getTypeParser = ((oid: number, format?: 'text'): ((value: string) => unknown) => {
  if (oid === (builtins.INT8 as number)) return Number;
  if (oid === (builtins.DATE as number)) return (value: string) => value;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}) as typeof pg.types.getTypeParser;
