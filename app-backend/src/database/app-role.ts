import { sql, type Transaction } from 'kysely';
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import type { MigrationConfiguration } from '../configuration/configuration.js';
import { AppRoleError } from './app-role-error.js';
import type { Database } from './database.js';
import { scramVerifier } from './scram-verifier.js';
import { secretsManager } from './secrets-manager.js';
import type { Tables } from './tables.js';

const INSUFFICIENT_PRIVILEGE = '42501';
const RESERVED_NAME = '42939';

const ROWS = sql`select, insert, update, delete`;
const MIGRATOR_TABLES = sql.join([DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE].map((table) => sql.id(table)));

/** Creates or updates the role that the API connects as: it reads and writes rows but can't alter tables. */
export async function ensureAppRole(database: Database, configuration: MigrationConfiguration): Promise<void> {
  if (configuration.APP_DATABASE_USER === configuration.DATABASE_USER) {
    console.log('The API connects as the database owner; no separate role is created.');
    return;
  }
  const verifier = await scramVerifier(await currentPassword(configuration));
  await database
    .transaction()
    .execute(async (transaction) => {
      await ensureRole(transaction, configuration.APP_DATABASE_USER, verifier);
      await grant(transaction, configuration);
    })
    .catch((error: unknown) => {
      throw describe(error as PostgresError);
    });
  console.log('The API role is up to date.');
}

/** Returns the password of the secret, if set: the injected one may predate a rotation, and restoring it would lock out the API. */
async function currentPassword({
  APP_DATABASE_SECRET_ARN: arn,
  APP_DATABASE_USER: user,
  APP_DATABASE_PASSWORD: injected,
}: MigrationConfiguration): Promise<string> {
  if (!arn) return injected;
  const { username, password } = await secretsManager(arn)().catch((error: Error) => {
    throw new AppRoleError(`its secret (APP_DATABASE_SECRET_ARN) ${error.message}`, { cause: error });
  });
  if (username !== user) throw new AppRoleError('its secret (APP_DATABASE_SECRET_ARN) holds a username other than APP_DATABASE_USER');
  return password;
}

async function ensureRole(transaction: Transaction<Tables>, name: string, verifier: string): Promise<void> {
  const { rows } = await sql<{ isPrivileged: boolean }>`
    select rolcreatedb or rolcreaterole or pg_has_role(oid, current_user, 'member') as "isPrivileged" from pg_roles where rolname = ${name}
  `.execute(transaction);
  if (rows[0]?.isPrivileged)
    throw new AppRoleError('it exists and has more privileges than reading and writing rows. Choose another name.');
  // Only a superuser may set "nosuperuser" on an existing role, even on one that is no superuser.
  const role = rows[0] ? sql`alter role ${sql.id(name)}` : sql`create role ${sql.id(name)} nosuperuser nocreatedb nocreaterole`;
  await sql`${role} login password ${sql.lit(verifier)}`.execute(transaction);
}

async function grant(transaction: Transaction<Tables>, { DATABASE_NAME, APP_DATABASE_USER }: MigrationConfiguration): Promise<void> {
  const role = sql.id(APP_DATABASE_USER);
  for (const statement of [
    sql`grant connect on database ${sql.id(DATABASE_NAME)} to ${role}`,
    sql`grant usage on schema public to ${role}`,
    sql`grant ${ROWS} on all tables in schema public to ${role}`,
    sql`grant usage on all sequences in schema public to ${role}`,
    // Covers later migrations, including those of a release without this role.
    sql`alter default privileges in schema public grant ${ROWS} on tables to ${role}`,
    sql`alter default privileges in schema public grant usage on sequences to ${role}`,
    // Last, since the grants above include the migrator's tables.
    sql`revoke all on ${MIGRATOR_TABLES} from ${role}`,
  ]) {
    await statement.execute(transaction);
  }
}

interface PostgresError {
  code?: string;
  message: string;
  detail?: string;
}

function describe(error: PostgresError): unknown {
  if (error.code !== INSUFFICIENT_PRIVILEGE && error.code !== RESERVED_NAME) return error;
  const reason = [error.message, error.detail].filter(Boolean).join(': ');
  return new AppRoleError(
    `${reason}\nGrant CREATEROLE to DATABASE_USER, or let the API connect as the owner: set APP_DATABASE_USER to DATABASE_USER.`,
    { cause: error },
  );
}
