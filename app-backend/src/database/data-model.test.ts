import { expect, onTestFinished, test } from 'vitest';
import { drawDataModel, readDataModel } from '../../test/data-model.js';
import { createTestDatabase } from '../../test/test-database.js';
import { connect } from './database.js';
import { migrate } from './migrate.js';

test('the picture of the data model is that of the schema; "npx vitest run data-model --update" draws it anew', async () => {
  const configuration = await createTestDatabase();
  await migrate(configuration);
  const database = connect(configuration);
  onTestFinished(() => database.destroy());
  await expect(drawDataModel(await readDataModel(database))).toMatchFileSnapshot('../../data-model.svg');
});
