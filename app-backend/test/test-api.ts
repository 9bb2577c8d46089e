import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../src/application.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../src/auth/access-tokens.js';
import type { Session } from '../src/auth/auth.schema.js';
import { KnownDevices } from '../src/auth/known-devices.js';
import { Passwords } from '../src/auth/passwords.js';
import { SessionsRepository } from '../src/auth/sessions.repository.js';
import { type ApiConfiguration, type DatabaseConfiguration, readApiConfiguration } from '../src/configuration/configuration.js';
import { migrate } from '../src/database/migrate.js';
import { PeopleRepository } from '../src/people/people.repository.js';
import { toPerson } from '../src/people/person.schema.js';
import { asAppUser, createTestDatabase } from './test-database.js';

const hash = new Passwords().hash('correct horse battery');

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Answer<T = any> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
}

/** The whole API on its own migrated database, connected as the app user. */
export class TestApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: DatabaseConfiguration,
  ) {}

  static async start(change: Partial<ApiConfiguration> = {}): Promise<TestApi> {
    const migrated = await createTestDatabase();
    await migrate(migrated);
    const database = asAppUser(migrated);
    const configuration = {
      ...readApiConfiguration({
        ...database,
        DATABASE_PORT: String(database.DATABASE_PORT),
        JWT_SECRET: 'a secret of more than 32 characters',
        LOG_LEVEL: 'silent',
        AUTH_TRIES_PER_MINUTE: '1000000',
      }),
      ...change,
    };
    const app = await createApplication(configuration);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new TestApi(app, database);
  }

  async request(
    method: Method,
    url: string,
    { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { payload: body as object }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      body: response.body ? (isJson ? response.json() : response.body) : undefined,
      headers: response.headers,
    };
  }

  /** Creates a person, logged in with the password "correct horse battery". Reuses one hash, since hashing takes longer than a test. */
  async person(email = `${crypto.randomUUID()}@example.com`): Promise<Session> {
    const person = (await this.app.get(PeopleRepository).create({ email, name: null, password_hash: await hash }))!;
    const { token, family } = (await this.app.get(SessionsRepository).begin(person, null))!;
    return {
      accessToken: await this.app.get(AccessTokens).issue(person.id, family),
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken: token,
      deviceToken: this.app.get(KnownDevices).issue(person, family),
      user: toPerson(person),
    };
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
