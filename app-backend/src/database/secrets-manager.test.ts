import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SecretsManager } from '../../test/secrets-manager.js';
import { secretsManager } from './secrets-manager.js';

let manager: SecretsManager;
beforeEach(async () => {
  manager = await SecretsManager.start();
  for (const [name, value] of Object.entries(manager.environment)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  manager.stop();
});

test('the user and password are read from the secret, in the region of its ARN', async () => {
  manager.hold({ username: 'app', password: 'hush' });
  expect(await secretsManager(manager.arn)()).toEqual({ username: 'app', password: 'hush' });
});

test('if access is denied, the error of AWS is passed on', async () => {
  manager.deny();
  await expect(secretsManager(manager.arn)()).rejects.toThrow(
    /^can't be read: .*not authorized to perform: secretsmanager:GetSecretValue$/,
  );
});

test('a Secrets Manager that does not answer times out', async () => {
  manager.hang();
  await expect(secretsManager(manager.arn, 500)()).rejects.toThrow("can't be read: Secrets Manager does not answer");
});

test.each(['hush', '{"password":"hush"}', '{"username":"app","password":["hush"]}'])(
  'a secret that holds no database credentials is rejected and not quoted: %s',
  async (secret) => {
    manager.hold(secret);
    await expect(secretsManager(manager.arn)()).rejects.toThrow(/^is not JSON with username and password$/);
  },
);
