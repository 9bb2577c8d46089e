import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseConfiguration } from '../src/configuration/configuration.js';

/** An empty database of its own. */
export async function createTestDatabase(): Promise<DatabaseConfiguration> {
  const port = inject('postgresPort');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: port,
    DATABASE_NAME: name,
    DATABASE_USER: 'postgres',
    DATABASE_PASSWORD: 'postgres',
    DATABASE_TLS: 'off',
  };
}
