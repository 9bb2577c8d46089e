import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { Database } from '../src/database/database.js';

/** Ids that a real database accepts as well. */
export const PERSON = '00000000-0000-4000-8000-000000000001';
export const ID = '00000000-0000-4000-8000-000000000002';

export type RecordedQuery = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** The row that every query returns, so that methods with several queries run to their end. */
const ROW = {
  id: ID,
  person_id: PERSON,
  family: ID,
  home_currency: 'EUR',
  expires_at: new Date(8.64e15),
  used_at: null,
  user_agent: null,
  count: 0,
};

/** Creates a database that only records its queries. Every count in it is `count`. */
export function recordedDatabase(count = ROW.count) {
  const queries: RecordedQuery[] = [];
  const connection: DatabaseConnection = {
    executeQuery: async (query: CompiledQuery) => {
      queries.push(query);
      return { rows: [{ ...ROW, count }] as never[], numAffectedRows: 1n };
    },
    streamQuery: () => {
      throw new Error('Repositories do not stream.');
    },
  };
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: async () => void queries.push({ sql: 'begin', parameters: [] }),
    commitTransaction: async () => void queries.push({ sql: 'commit', parameters: [] }),
    rollbackTransaction: async () => void queries.push({ sql: 'rollback', parameters: [] }),
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
