import { type Kysely, sql } from 'kysely';

/** Adds the tokens of links in messages: to set a forgotten password, and to confirm a new email address. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('mail_tokens')
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('new_email', 'text')
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('mail_tokens_pkey', ['person_id', 'purpose'])
    .execute();
}
