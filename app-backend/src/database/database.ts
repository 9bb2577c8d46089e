import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DatabaseConfiguration } from '../configuration/configuration.js';
import type { Tables } from './tables.js';

export class Database extends Kysely<Tables> {}

/** A paused Aurora takes up to half a minute to wake. */
const CONNECT_TIMEOUT_MS = 40_000;

/** No connection is kept for long: an open one would keep Aurora from pausing. */
const IDLE_TIMEOUT_MS = 10_000;

export function connect(configuration: DatabaseConfiguration, { maxConnections = 10 } = {}): Database {
  const pool = new pg.Pool({
    host: configuration.DATABASE_HOST,
    port: configuration.DATABASE_PORT,
    database: configuration.DATABASE_NAME,
    user: configuration.DATABASE_USER,
    // Asked for at each connection, so that it may change while the API runs.
    password: async () => configuration.DATABASE_PASSWORD,
    ssl: configuration.DATABASE_TLS === 'verify-full' ? { rejectUnauthorized: true } : false,
    max: maxConnections,
    min: 0,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    types: { getTypeParser },
  });
  // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return new Database({ dialect: new PostgresDialect({ pool }) });
}

const { builtins } = pg.types;

/** Amounts are bigint within JavaScript's safe range (the schema sees to it); a date stays the day that it is. */
const getTypeParser = ((oid: number, format?: 'text') => {
  if (oid === builtins.INT8) return Number;
  if (oid === builtins.DATE) return (value: string) => value;
  return pg.types.getTypeParser(oid, format);
}) as typeof pg.types.getTypeParser;
