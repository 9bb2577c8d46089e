import type { PoolClient } from 'pg';

/** Each connection keeps all of them. Statements beyond this number, such as pages with rare filters, are sent unprepared. */
const MAX_STATEMENTS = 200;

/** Names of the prepared statements by their text. */
const names = new Map<string, string>();

/** Has each connection prepare this statement when it first executes it. */
export function prepare(statement: string): void {
  if (names.has(statement) || names.size === MAX_STATEMENTS) return;
  if (/(select |returning |, |\.)\*/.test(statement))
    throw new Error(`This prepared statement must list its columns, since "*" fails once a migration adds one: ${statement}`);
  names.set(statement, `statement_${names.size}`);
}

/** Makes a connection send prepared statements by name, which Kysely can't. */
export function sendByName(client: PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...others: unknown[]) => {
    const name = names.get(text as string);
    return name === undefined ? query(text, values, ...others) : query({ name, text, values }, ...others);
  }) as typeof client.query;
}
