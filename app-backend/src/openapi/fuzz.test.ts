import { createRequire } from 'node:module';
import addFormats from 'ajv-formats';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EmailService } from '../../test/email-service.js';
import { type Schema, SchemaArbitrary } from '../../test/schema-arbitrary.js';
import { TestApi } from '../../test/test-api.js';

const Ajv = createRequire(import.meta.url)('ajv-draft-04').default;

/** Fixed by default, so that a failure is reproducible; FUZZ_SEED and FUZZ_RUNS search elsewhere and longer. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const runs = Number(process.env.FUZZ_RUNS ?? 10);

/** Operations that need a secret and so never succeed here. */
const NEEDS_A_SECRET = [
  'POST /v1/auth/confirm-email',
  'POST /v1/auth/login',
  'POST /v1/auth/refresh',
  'POST /v1/auth/reset-password',
  'POST /v1/me/delete',
  'POST /v1/me/email',
  'POST /v1/me/password',
];

const EMAIL = 'ada@example.com';

interface Operation {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  description: Schema;
}

interface Request {
  url: string;
  body: unknown;
  headers: Record<string, string>;
}

let api: TestApi;
let mail: EmailService;
let document: Schema;
let token: string;
let ajv: any;
const validators = new Map<string, any>();

beforeAll(async () => {
  mail = await EmailService.start();
  for (const [name, value] of Object.entries(mail.sdkEnvironment)) vi.stubEnv(name, value);
  api = await TestApi.start(mail.configuration());
  document = (await api.request('GET', '/openapi.json')).body;
  ajv = addFormats.default(new Ajv({ strict: false }));
  ajv.addSchema(document, 'api');
  token = (await api.person(EMAIL)).accessToken;
});
afterAll(async () => {
  await api.stop();
  mail.stop();
  vi.unstubAllEnvs();
});

/** Creates one of everything, keyed by route segment, since earlier requests may have deleted the rest. */
async function createOneOfEach({ path }: Operation): Promise<Record<string, string[]>> {
  const post = async (path: string, body: object) => (await api.request('POST', path, { token, body })).body.id as string;
  const name = crypto.randomUUID();
  const accounts = [
    await post('/v1/accounts', { name, kind: 'bank', currency: 'EUR' }),
    await post('/v1/accounts', { name: `${name} empty`, kind: 'card', currency: 'USD' }),
  ];
  const food = await post('/v1/categories', { name });
  const categories = [food, await post('/v1/categories', { name: `${name} bread`, parentId: food })];
  const lunch = {
    kind: 'expense',
    amount: 1250,
    currency: 'EUR',
    date: '2026-11-24',
    categoryId: food,
    accountId: accounts[0],
    tags: ['trip'],
  };
  const expenses = [await post('/v1/transactions', lunch), await post('/v1/transactions', lunch)];
  const transactions = [...expenses, await post('/v1/transactions', { ...lunch, kind: 'income' })];
  if (path.endsWith('restore')) {
    for (const id of [...categories].reverse()) await api.request('DELETE', `/v1/categories/${id}`, { token });
    await api.request('POST', '/v1/transactions/bulk-delete', { token, body: { ids: transactions } });
  }
  if (path.includes('sessions')) await api.request('POST', '/v1/auth/login', { body: { email: EMAIL, password: 'correct horse battery' } });
  const open: { id: string; isThisOne: boolean }[] = (await api.request('GET', '/v1/me/sessions', { token })).body.items;
  // The session that sends the requests must not end.
  const sessions = open.filter(({ isThisOne }) => !isThisOne).map(({ id }) => id);
  return { accounts, categories, expenses, transactions, sessions, tokens: [await post('/v1/me/tokens', { name, scopes: ['read'] })] };
}

/** Chooses existing ids by the field, or by the path of the route. */
function idsFor(path: string, existing: Record<string, string[]>) {
  const named = Object.keys(existing).find((name) => path.includes(`/${name}`)) ?? 'transactions';
  return (field: string) => existing[/account/i.test(field) ? 'accounts' : /category|parent/i.test(field) ? 'categories' : named]!;
}

const operations = (): Operation[] =>
  Object.entries<Record<string, Schema>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, description]) => ({ method: method.toUpperCase() as Operation['method'], path, description })),
  );

function requests({ path, description }: Operation, existing: Record<string, string[]>): Arbitrary<Request> {
  const values = new SchemaArbitrary(document, idsFor(path, existing));
  const body = description.requestBody?.content['application/json'].schema;
  const parameters: Schema[] = description.parameters ?? [];
  const record = (place: string) =>
    fc.record<Record<string, unknown>>(
      Object.fromEntries(
        parameters.filter((parameter) => parameter.in === place).map(({ name, schema }) => [name, values.of(name, schema)]),
      ),
      place === 'path' ? {} : { requiredKeys: [] },
    );
  return fc
    .record({
      inPath: record('path'),
      inQuery: record('query'),
      key: fc.oneof(
        { weight: 12, arbitrary: fc.constant(null) },
        { weight: 3, arbitrary: fc.uuid() },
        fc.constantFrom('one', 'two'),
        fc.constantFrom('é', ''),
      ),
      body: body ? values.of('body', body) : fc.constant(undefined),
    })
    .map(({ inPath, inQuery, key, body }): Request => {
      const query = Object.entries(inQuery).map(([name, value]) => `${name}=${encode(value)}`);
      const url =
        path.replace(/\{(\w+)\}/g, (_, name) => encode(inPath[name]) || 'nothing') + (query.length > 0 ? `?${query.join('&')}` : '');
      return { url, body, headers: { ...(key !== null && { 'idempotency-key': key }) } };
    });
}

const encode = (value: unknown): string => encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed());

function validatorOf(schema: Schema): any {
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const validator = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, validator);
  return validator;
}

/** Describes how an answer deviates from the document, if it does. */
function deviation({ description }: Operation, status: number, body: unknown, headers: Record<string, unknown>): string | undefined {
  if (status >= 500) return `is answered with ${status}`;
  const answer = description.responses[status] ?? description.responses.default;
  if (status >= 400 && !String(headers['content-type']).startsWith('application/problem+json')) return 'is refused by no problem+json';
  if (status < 400 && !description.responses[status]) return `is answered with ${status}, which the document does not list`;
  const schema = answer.content && Object.values<Schema>(answer.content)[0]!.schema;
  if (!schema || body === undefined) return undefined;
  const validate = validatorOf(schema);
  return validate(body) ? undefined : `is not answered as the document says: ${ajv.errorsText(validate.errors)}`;
}

/** More runs for routes with many inputs; fewer where a password hash costs as much as twenty requests. */
function runsFor({ path, description }: Operation): number {
  if (/auth|password|me\/(delete|email)/.test(path)) return Math.min(runs, 4);
  return description.requestBody || description.parameters?.length > 3 ? runs * 3 : runs;
}

test('every route answers as the OpenAPI document says and never with a server error', async () => {
  const all = operations();
  expect(all.length).toBeGreaterThan(35);
  const statuses = new Map<string, Set<number>>();
  for (const operation of all) {
    const name = `${operation.method} ${operation.path}`;
    const seen = new Set<number>();
    statuses.set(name, seen);
    await fc.assert(
      fc.asyncProperty(requests(operation, await createOneOfEach(operation)), async ({ url, body, headers }) => {
        const answer = await api.request(operation.method, url, { token, body, headers });
        seen.add(answer.status);
        const found = deviation(operation, answer.status, answer.body, answer.headers);
        if (found) throw new Error(`${name} ${found}: ${JSON.stringify(answer.body)}`);
      }),
      { seed, numRuns: runsFor(operation), endOnFailure: true },
    );
  }
  if (process.env.FUZZ_SEED) return;
  // A fuzz test that never gets past validation tests nothing behind it.
  const neverSucceeded = [...statuses].filter(([, seen]) => ![...seen].some((status) => status < 400)).map(([name]) => name);
  expect(neverSucceeded.filter((name) => !NEEDS_A_SECRET.includes(name))).toEqual([]);
}, 600_000);
