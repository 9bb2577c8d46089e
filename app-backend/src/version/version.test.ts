import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';

test('the version comes from the package, the release from the environment', async () => {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const api = await TestApi.start({ RELEASE: 'c0ffee' });
  expect((await api.request('GET', '/version')).body).toEqual({ name, version, release: 'c0ffee' });
  await api.stop();
});
