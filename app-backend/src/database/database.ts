import type { Socket } from 'node:net';
import { type CompiledQuery, Kysely, type Logger, type QueryExecutorProvider } from 'kysely';
import pg from 'pg';
import type { DatabaseConfiguration } from '../configuration/configuration.js';
import { DatabasePassword, type ReadSecret } from './database-password.js';
import { AmbientTransactionDialect, currentConnection } from './ambient-transaction.js';
import { prepare, sendByName } from './prepared-statements.js';
import type { Tables } from './tables.js';
import { RESUME_TIMEOUT_MS, RetryingPool } from './retrying-pool.js';

export class Database extends Kysely<Tables> {
  /** Runs all queries of `work` in one transaction; a nested call joins the outer transaction. */
  atomically<T>(work: () => Promise<T>): Promise<T> {
    if (currentConnection.getStore()) return work();
    return this.transaction().execute((transaction) =>
      transaction.getExecutor().provideConnection((connection) => currentConnection.run(connection, work)),
    );
  }

  /** Executes a query that is executed often: each connection parses it only once. The query must list its columns. */
  async prepared<R>(query: CompiledQuery<R> | { compile(database: QueryExecutorProvider): CompiledQuery<R> }): Promise<R[]> {
    const compiled = 'compile' in query ? query.compile(this) : query;
    prepare(compiled.sql);
    return (await this.executeQuery(compiled)).rows;
  }
}

/** Connections close early: an open one keeps Aurora from pausing. */
const IDLE_TIMEOUT_MS = 10_000;
/** Time for PostgreSQL to report a statement that it has cancelled. */
const GRACE_MS = 5_000;

interface Options {
  maxConnections?: number;
  /** Without it, a refused password is final. */
  readSecret?: ReadSecret | undefined;
  retryForMs?: number;
  /** Receives every query. */
  log?: Logger | undefined;
  /** PostgreSQL cancels slower statements. */
  statementTimeoutMs?: number | undefined;
}

export function connect(
  configuration: DatabaseConfiguration,
  { maxConnections = 10, readSecret, retryForMs = RESUME_TIMEOUT_MS, statementTimeoutMs, log }: Options = {},
): Database {
  const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_USER: user } = configuration;
  const password = new DatabasePassword(configuration.DATABASE_PASSWORD, user, readSecret);
  const pool = new pg.Pool({
    host,
    port,
    database: configuration.DATABASE_NAME,
    user,
    // Read for each connection, since it may change while the API runs.
    password: async () => password.current,
    // pg passes TLS a host name but no IP address to verify the certificate against.
    ssl: configuration.DATABASE_TLS === 'verify-full' ? { rejectUnauthorized: true, host } : false,
    max: maxConnections,
    min: 0,
    connectionTimeoutMillis: RESUME_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    ...(statementTimeoutMs !== undefined && { statement_timeout: statementTimeoutMs }),
    types: { getTypeParser },
    // Sends queries that a transaction starts together without waiting for each answer.
    pipeline: true,
    // Plan prepared statements for their values, except in transactions: a plan for any values reads all rows of a person who has many.
    options: '-c plan_cache_mode=force_custom_plan',
  });
  pool.on('connect', sendByName);
  // A server that vanishes without closing goes unnoticed for 15 minutes, and its statement timeout no longer applies.
  if (statementTimeoutMs !== undefined)
    pool.on('connect', (client) =>
      closeWhenSilent((client as unknown as pg.Client).connection.stream as Socket, statementTimeoutMs + GRACE_MS),
    );
  return new Database({
    dialect: new AmbientTransactionDialect({ pool: new RetryingPool(pool, `${host}:${port}`, password, retryForMs) }),
    ...(log && { log }),
  });
}

const closeWhenSilent = (socket: Socket, ms: number) =>
  void socket.setTimeout(ms, () => socket.destroy(new Error('Connection terminated: the database did not answer in time')));

const { builtins } = pg.types;

/** Parses bigint as a number, which the schema keeps within the safe integers, and a date as text. */
const getTypeParser = ((oid: number, format?: 'text'): ((value: string) => unknown) => {
  if (oid === (builtins.INT8 as number)) return Number;
  if (oid === (builtins.DATE as number)) return (value: string) => value;
  // V8 reads PostgreSQL's format in half the time of pg's parser.
  if (oid === (builtins.TIMESTAMPTZ as number)) return (value: string) => new Date(value);
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}) as typeof pg.types.getTypeParser;
