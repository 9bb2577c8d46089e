import { describe, expect, test } from 'vitest';
import { readApiConfiguration, readMigrationConfiguration } from './configuration.js';

const complete = {
  DATABASE_HOST: 'db',
  DATABASE_NAME: 'expenses',
  DATABASE_USER: 'owner',
  DATABASE_PASSWORD: 'hush',
  JWT_SECRET: 'x'.repeat(32),
};

describe('the environment', () => {
  test('missing settings have defaults, and TLS is on', () => {
    expect(readApiConfiguration(complete)).toMatchObject({
      PORT: 3000,
      HOST: '0.0.0.0',
      DATABASE_PORT: 5432,
      DATABASE_TLS: 'verify-full',
      CACHE_TLS: 'on',
      RELEASE: 'development',
    });
  });

  test('all missing variables are named at once', () => {
    expect(() => readMigrationConfiguration({})).toThrow(
      new RegExp(
        ['DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_USER', 'DATABASE_PASSWORD', 'APP_DATABASE_USER', 'APP_DATABASE_PASSWORD']
          .map((name) => `${name} is missing`)
          .join('[^]*'),
      ),
    );
  });

  test.each([
    ['PORT', 'http', /PORT must be a port number/],
    ['DATABASE_TLS', 'maybe', /DATABASE_TLS must be verify-full or off/],
    ['JWT_SECRET', 'hush-hush', /JWT_SECRET must be at least 32 characters long/],
    ['MAIL_SENDER', 'nobody', /MAIL_SENDER must be an email address/],
    ['SITE_URL', 'https://expenses.example.com/', /SITE_URL must be an address such as .*, without a path/],
    ['SITE_URL', 'http://expenses.example.com', /SITE_URL must be an address such as https:/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be a pino level/],
    [
      'DATABASE_SECRET_ARN',
      'arn:aws:secretsmanager:eu-central-1:444455556666:secret:expenses:password',
      /DATABASE_SECRET_ARN must be the ARN of a secret, .* with nothing after its name/,
    ],
  ])('a bad %s is named without its value', (name, value, sentence) => {
    const read = () => readApiConfiguration({ ...complete, [name]: value });
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(new RegExp(`"?${value}"?\\b`));
  });

  test('a sender needs a region and the address of the site', () => {
    const sender = { ...complete, MAIL_SENDER: 'expenses@example.com' };
    expect(() => readApiConfiguration(sender)).toThrow(/AWS_REGION is missing; MAIL_SENDER needs it\.[^]*SITE_URL is missing/);
    for (const SITE_URL of ['https://expenses.example.com', 'http://localhost:3000', 'http://dev.localhost:3000'])
      expect(readApiConfiguration({ ...sender, AWS_REGION: 'eu-central-1', SITE_URL })).toMatchObject({ SITE_URL });
  });

  test.each(['pässword', 'pass\tword', 'пароль'])(
    'a password that PostgreSQL might normalise is rejected and not printed: %j',
    (password) => {
      const read = () => readMigrationConfiguration({ ...complete, APP_DATABASE_USER: 'app', APP_DATABASE_PASSWORD: password });
      expect(read).toThrow(/APP_DATABASE_PASSWORD may contain only printable ASCII characters/);
      expect(read).not.toThrow(password);
    },
  );
});
