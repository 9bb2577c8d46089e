import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseConfiguration, MigrationConfiguration } from '../src/configuration/configuration.js';

/** Creates an empty database whose owner is like Aurora's: no superuser, but may create roles. */
export async function createTestDatabase(port = inject('postgresPort')): Promise<MigrationConfiguration> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const owner = `${name}_owner`;
  await asSuperuserAt(port, `create role ${owner} login createrole password 'hush'`, `create database ${name} owner ${owner}`);
  return {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: port,
    DATABASE_NAME: name,
    DATABASE_USER: owner,
    DATABASE_PASSWORD: 'hush',
    DATABASE_TLS: 'off',
    APP_DATABASE_USER: `${name}_app`,
    APP_DATABASE_PASSWORD: 'as generated: \'"\\ $1 %s {}',
  };
}

/** Returns the configuration of `serve`: the app user instead of the owner. */
export function asAppUser({ APP_DATABASE_USER, APP_DATABASE_PASSWORD, ...database }: MigrationConfiguration): DatabaseConfiguration {
  return { ...database, DATABASE_USER: APP_DATABASE_USER, DATABASE_PASSWORD: APP_DATABASE_PASSWORD };
}

/** Runs statements that the owner may not. */
export const asSuperuser = (...statements: string[]): Promise<void> => asSuperuserAt(inject('postgresPort'), ...statements);

async function asSuperuserAt(port: number, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
