import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freePort } from '../../test/free-port.js';
import { startApi, startApiWith } from '../../test/test-process.js';

const script = fileURLToPath(new URL('../../../infra/steps/smoke-test.sh', import.meta.url));
const RELEASE = '0123456789abcdef';

/** Runs the pipeline's smoke test. */
async function smokeTest(url: string): Promise<{ code: number; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-test-'));
  try {
    const tag = join(folder, 'tag');
    writeFileSync(tag, RELEASE);
    return await promisify(execFile)('bash', [script, tag], { env: { ...process.env, API_URL: url, RETRIES: '1' } }).then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a release with its database passes the pipeline's smoke test repeatedly", async () => {
  const { url, stop } = await startApi({ environment: { RELEASE } });
  for (let run = 0; run < 2; run++) {
    const { code, output } = await smokeTest(url);
    expect(code, output).toBe(0);
  }
  await stop();
});

test('a release without its database fails the smoke test, which reports the request, the answer and where to look', async () => {
  const database = {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(await freePort()),
    DATABASE_NAME: 'none',
    DATABASE_USER: 'none',
    DATABASE_PASSWORD: 'none',
    DATABASE_TLS: 'off',
  };
  const { url, stop } = await startApiWith({ ...database, JWT_SECRET: 'a secret of more than 32 characters', RELEASE });
  const { code, output } = await smokeTest(url);
  expect(code).toBe(1);
  expect(output).toContain('POST /v1/auth/login: expected status 401, got 503');
  expect(output).toContain('Look at the database');
  await stop();
}, 300_000);
