import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

const applied = async (configuration: Awaited<ReturnType<typeof createTestDatabase>>) => {
  const database = connect(configuration);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  await database.destroy();
  return rows.map(({ name }) => name);
};

describe('migrations', () => {
  test('a second run has nothing to do', async () => {
    const configuration = await createTestDatabase();
    await migrate(configuration);
    const once = await applied(configuration);
    await migrate(configuration);
    expect(await applied(configuration)).toEqual(once);
  });

  test('of concurrent runs, one migrates and the others wait', async () => {
    const configuration = await createTestDatabase();
    await Promise.all([migrate(configuration), migrate(configuration), migrate(configuration)]);
    expect(await applied(configuration)).toEqual(Object.keys(migrations));
  });

  test('an older release leaves a newer schema alone', async () => {
    const configuration = await createTestDatabase();
    await migrate(configuration);
    const database = connect(configuration);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2030-01-01')`.execute(database);
    await database.destroy();
    await expect(migrate(configuration)).resolves.toBeUndefined();
  });

  test('a schema from another line of releases is rejected and both differences are named', async () => {
    const configuration = await createTestDatabase();
    await migrate(configuration);
    const database = connect(configuration);
    await sql`update kysely_migration set name = '0001-elsewhere' where name = '0001-expenses'`.execute(database);
    await database.destroy();
    await expect(migrate(configuration)).rejects.toThrow(/it has 0001-elsewhere, .* and lacks 0001-expenses/);
  });
});
