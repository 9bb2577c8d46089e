import { z } from 'zod';
import { API_NAME } from '../version/version.js';
import { ConfigurationError } from './configuration-error.js';

const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(1, 'must be a port number')
  .max(65535, 'must be a port number');
const required = z.string('is missing').min(1, 'is empty');

const secretArn = z
  .string()
  .regex(
    /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[^:]+$/,
    'must be the ARN of a secret, such as arn:aws:secretsmanager:eu-central-1:111122223333:secret:expenses-AbCdEf, ' +
      'with nothing after its name',
  );

/** Only on the same machine may a link be read on its way. */
const isSiteAddress = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { origin, protocol, hostname } = new URL(value);
  return value === origin && (protocol === 'https:' || (protocol === 'http:' && /^(.+\.)?localhost$/.test(hostname)));
};

const databaseConfiguration = z.object({
  DATABASE_HOST: required,
  DATABASE_PORT: port.default(5432),
  DATABASE_NAME: required,
  DATABASE_USER: required,
  DATABASE_PASSWORD: required,
  /** Turn off only for a database on the same machine. */
  DATABASE_TLS: z.enum(['verify-full', 'off'], 'must be verify-full or off').default('verify-full'),
});

const migrationConfiguration = databaseConfiguration.extend({
  /** The role that `serve` connects as; the same as DATABASE_USER if there is only one. */
  APP_DATABASE_USER: required,
  /** PostgreSQL normalises other characters before hashing (SASLprep). */
  APP_DATABASE_PASSWORD: required.regex(/^[ -~]*$/, 'may contain only printable ASCII characters'),
  /** The secret that APP_DATABASE_USER and APP_DATABASE_PASSWORD come from; prevents `migrate` from restoring a rotated password. */
  APP_DATABASE_SECRET_ARN: secretArn.optional(),
});

const apiConfiguration = databaseConfiguration.extend({
  /** The secret that DATABASE_USER and DATABASE_PASSWORD come from; read again after a rotation. */
  DATABASE_SECRET_ARN: secretArn.optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  /** If unset, the cache is in memory. */
  CACHE_HOST: z.string().optional(),
  CACHE_PORT: port.default(6379),
  CACHE_AUTH_TOKEN: z.string().optional(),
  CACHE_TLS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  JWT_SECRET: required.min(32, 'must be at least 32 characters long'),
  /** Limit per client. A site that names the addresses of its users has ten times as many for all of them. */
  AUTH_TRIES_PER_MINUTE: z.coerce.number('must be a whole number').int('must be a whole number').min(1, 'must be at least 1').default(60),
  /** Number of proxies that append to X-Forwarded-For; earlier entries of the header can be forged. */
  TRUSTED_PROXIES: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(10, 'must be at most 10')
    .default(0),
  /** The address that messages come from, a verified identity of Amazon SES. If unset, no message is sent. */
  MAIL_SENDER: z.email('must be an email address').optional(),
  /** The region in which Amazon SES sends the messages. ECS sets it. */
  AWS_REGION: z.string().optional(),
  /** The site's address, for links in messages. A request's Host header may name any site. */
  SITE_URL: z.string().refine(isSiteAddress, 'must be an address such as https://expenses.example.com, without a path').optional(),
  /** The image tag. */
  RELEASE: z.string().default('development'),
  /** If unset, tracing is off. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be a URL such as http://localhost:4318').optional(),
  OTEL_SERVICE_NAME: z.string().default(API_NAME),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be a pino level: fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

/** Lists what the sender of messages lacks. */
const completeApiConfiguration = apiConfiguration.superRefine(({ MAIL_SENDER, AWS_REGION, SITE_URL }, context) => {
  for (const [name, value] of Object.entries({ AWS_REGION, SITE_URL }))
    if (MAIL_SENDER && !value) context.addIssue({ code: 'custom', path: [name], message: 'is missing; MAIL_SENDER needs it' });
});

export type DatabaseConfiguration = z.infer<typeof databaseConfiguration>;

export type MigrationConfiguration = z.infer<typeof migrationConfiguration>;

export type ApiConfiguration = z.infer<typeof apiConfiguration>;

/** Reads what `migrate` needs. */
export const readMigrationConfiguration = (environment: NodeJS.ProcessEnv): MigrationConfiguration =>
  read(migrationConfiguration, environment);

/** Reads what `demo` needs. */
export const readDatabaseConfiguration = (environment: NodeJS.ProcessEnv): DatabaseConfiguration =>
  read(databaseConfiguration, environment);

/** Reads what `serve` needs. */
export const readApiConfiguration = (environment: NodeJS.ProcessEnv): ApiConfiguration => read(completeApiConfiguration, environment);

function read<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv): T {
  const result = schema.safeParse(environment);
  if (!result.success) throw new ConfigurationError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  return result.data;
}
