import { join } from 'node:path';
import { inject } from 'vitest';
import { BACKEND } from './backend';

type Row = Record<string, unknown>;

/** Runs a statement with the driver of the API. The path is dynamic because the compiler can't resolve the API's packages here. */
export async function query(statement: string, values: unknown[]): Promise<Row[]> {
  const { default: pg } = (await import(/* @vite-ignore */ join(BACKEND, 'node_modules/pg/lib/index.js'))) as {
    default: {
      Client: new (url: string) => {
        connect: () => Promise<void>;
        query: (statement: string, values: unknown[]) => Promise<{ rows: Row[] }>;
        end: () => Promise<void>;
      };
    };
  };
  const client = new pg.Client(inject('stack').database);
  await client.connect();
  const { rows } = await client.query(statement, values);
  await client.end();
  return rows;
}
