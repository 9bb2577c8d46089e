import { expect, onTestFinished, test } from 'vitest';
import { drawDataModel, readDataModel } from '../../test/data-model.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { migrate } from './migrate.js';

test('the data model diagram matches the schema; "npx vitest run data-model --update" redraws it', async () => {
  const configuration = await createTestDatabase();
  await migrate(configuration);
  const database = connect(configuration);
  onTestFinished(() => database.destroy());
  await expect(drawDataModel(await readDataModel(database))).toMatchFileSnapshot('../../data-model.svg');
});
