import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { Database } from '../src/database/database.js';

/** The row that every query returns, so that methods with several queries run to their end. */
const ROW = {
  id: 'id',
  person_id: 'person',
  family: 'family',
  home_currency: 'EUR',
  expires_at: new Date(8.64e15),
  used_at: null,
  user_agent: null,
};

/** Creates a database that only records its queries. */
export function recordedDatabase() {
  const queries: string[] = [];
  const connection: DatabaseConnection = {
    executeQuery: async (query: CompiledQuery) => {
      queries.push(query.sql);
      return { rows: [ROW] as never[], numAffectedRows: 1n };
    },
    streamQuery: () => {
      throw new Error('Repositories do not stream.');
    },
  };
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: async () => void queries.push('begin'),
    commitTransaction: async () => void queries.push('commit'),
    rollbackTransaction: async () => void queries.push('rollback'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
  const database = new Database({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { database, take: () => queries.splice(0) };
}
