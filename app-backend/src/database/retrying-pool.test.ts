import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../test/free-port.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { DatabaseUnreachable } from './database-unreachable.js';
import { isInterruption } from './violations.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Starts a proxy that drops the first connections, as a resuming Aurora does. */
async function droppingProxy(port: number, drops: number): Promise<number> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    if (drops-- > 0) return socket.resetAndDestroy();
    const database = connectSocket(port, '127.0.0.1');
    database.on('error', () => undefined);
    socket.pipe(database).pipe(socket);
    return undefined;
  });
  const address = await new Promise<{ port: number }>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(server.address() as { port: number })),
  );
  closing.push(() => server.close());
  return address.port;
}

test('connections dropped while the database resumes are retried', async () => {
  const configuration = await createTestDatabase();
  const database = connect({ ...configuration, DATABASE_PORT: await droppingProxy(configuration.DATABASE_PORT, 2) });
  closing.push(() => database.destroy());
  expect((await sql<{ one: number }>`select 1 as one`.execute(database)).rows).toEqual([{ one: 1 }]);
});

test('a database that stops answering is given up soon after the statement timeout, and reconnected', async () => {
  const configuration = await createTestDatabase();
  let isSilent = false;
  const server = createServer((socket) => {
    const database = connectSocket(configuration.DATABASE_PORT, '127.0.0.1').on('error', () => undefined);
    socket
      .on('error', () => undefined)
      .on('close', () => database.destroy())
      .pipe(database);
    database.on('data', (data) => isSilent || socket.write(data));
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const database = connect({ ...configuration, DATABASE_PORT: port }, { statementTimeoutMs: 100 });
  closing.push(
    () => server.close(),
    () => database.destroy(),
  );
  const query = () => sql<{ one: number }>`select 1 as one`.execute(database);
  await query();
  isSilent = true;
  expect(isInterruption(await query().catch((error: unknown) => error))).toBe(true);
  isSilent = false;
  expect((await query()).rows).toEqual([{ one: 1 }]);
});

test.each([
  ['nothing listens', async () => ({ DATABASE_PORT: await freePort() }), /ECONNREFUSED/],
  ['the password is wrong', async () => ({ DATABASE_PASSWORD: 'guess' }), /password authentication failed/],
  ['TLS is required but not supported', async () => ({ DATABASE_TLS: 'verify-full' as const }), /does not support SSL/],
])('if %s, the connection fails without retries', async (_, change, reason) => {
  const database = connect({ ...(await createTestDatabase()), ...(await change()) });
  closing.push(() => database.destroy());
  const query = sql`select 1`.execute(database);
  await expect(query).rejects.toThrow(DatabaseUnreachable);
  await expect(query).rejects.toThrow(reason);
});
