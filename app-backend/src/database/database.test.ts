import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';

test.each(['UTC', 'Asia/Kolkata', 'America/St_Johns'])('a timestamp is read to the millisecond in a session of %s', async (zone) => {
  const database = connect(await createTestDatabase(), { maxConnections: 1 });
  onTestFinished(() => database.destroy());
  await sql`set time zone ${sql.lit(zone)}`.execute(database);
  for (const timestamp of [
    '2026-11-24T18:30:00.123Z',
    '2026-11-24T18:30:00.100Z',
    '2026-01-01T00:00:00.000Z',
    '1999-12-31T23:59:59.999Z',
  ]) {
    const { rows } = await sql<{ read: Date }>`select ${timestamp}::timestamptz as read`.execute(database);
    expect(rows).toEqual([{ read: new Date(timestamp) }]);
  }
});
