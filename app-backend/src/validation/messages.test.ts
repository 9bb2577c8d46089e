import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { TestApi } from '../../test/test-api.js';
import { useReadableMessages } from './messages.js';

/** What zod would say by itself. */
const ZODS_OWN = 'ZOD';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  z.config({ localeError: () => ZODS_OWN });
});
afterAll(async () => {
  z.config(z.locales.en());
  await api.stop();
});

test.each([
  [z.string(), undefined, 'is missing'],
  [z.string(), 5, 'must be a string'],
  [z.number(), 'five', 'must be a number'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.array(z.string()), 'one', 'must be a list'],
  [z.object({}), [], 'must be a JSON object'],
  [z.record(z.string(), z.string()), 1, 'must be a JSON object'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().min(2), 'a', 'must be at least 2 characters long'],
  [z.string().max(2), 'abc', 'must be at most 2 characters long'],
  [z.array(z.string()).min(1), [], 'must contain at least 1 item'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must contain at most 1 item'],
  [z.number().min(1), 0, 'must be at least 1'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.number().max(5), 6, 'must be at most 5'],
  [z.number().lt(5), 5, 'must be less than 5'],
  [z.number().multipleOf(5), 6, 'must be a multiple of 5'],
  [z.enum(['a', 'b', 'c']), 'd', 'must be a, b or c'],
  [z.literal('none'), 'any', 'must be none'],
  [z.email(), 'me', 'must be an email address'],
  [z.uuid(), 'me', 'must be a UUID'],
  [z.url(), 'me', 'must be a URL'],
  [z.iso.date(), 'today', 'must be a date such as 2026-11-24'],
  [z.string().regex(/a/), 'b', 'has the wrong format'],
  [z.string().startsWith('a'), 'b', 'has the wrong format'],
  [z.strictObject({}), { a: 1, b: 2 }, 'must not contain "a", "b"'],
  [z.union([z.string(), z.number()]), true, 'is not valid'],
  [z.string().refine(() => false), 'a', 'is not valid'],
  [z.record(z.string().max(1), z.number()), { ab: 1 }, 'is not valid'],
])('%# is refused as "%s"', (schema: z.ZodType, value: unknown, message: string) => {
  useReadableMessages();
  expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

/** Values that are wrong for most fields: each kind of type, too small, too large, too long, too many. */
const WRONG = [
  null,
  true,
  '',
  'x',
  'x'.repeat(5_000),
  '\0',
  0,
  -1,
  1.5,
  1e300,
  [],
  ['x'],
  [null],
  ['x'.repeat(5_000)],
  Array.from({ length: 600 }, (_, index) => `${index}`),
  {},
  { x: 1 },
];

test('no field of any request is refused in words of zod, whatever is wrong with it', async () => {
  const { accessToken: token } = await api.person();
  const { body: document } = await api.request('GET', '/openapi.json');
  const resolve = (schema: any): any => (schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema);
  const found: string[] = [];
  let refused = 0;
  const send = async (method: any, url: string, body?: unknown) => {
    const answer = await api.request(method, url, { token, ...(body !== undefined && { body }) });
    if (answer.status !== 400) return;
    refused += 1;
    const texts: string[] = [answer.body.detail, ...(answer.body.errors ?? []).map(({ message }: { message: string }) => message)];
    for (const text of texts)
      if (text.includes(ZODS_OWN) || /invalid input|too (big|small)|expected/i.test(text)) found.push(`${method} ${url}: ${text}`);
  };

  for (const [path, operations] of Object.entries<any>(document.paths))
    for (const [lower, operation] of Object.entries<any>(operations)) {
      const method = lower.toUpperCase();
      const url = path.replace(/\{\w+\}/g, crypto.randomUUID());
      for (const { name, in: place } of operation.parameters ?? []) {
        for (const value of WRONG.filter((each) => typeof each !== 'object')) {
          const text = encodeURIComponent(String(value).slice(0, 500));
          if (place === 'query') await send(method, `${url}?${name}=${text}`);
          if (place === 'path' && text) await send(method, path.replace(`{${name}}`, text));
        }
      }
      await send(method, `${url}?unknown=1`);
      const schema = resolve(operation.requestBody?.content['application/json'].schema);
      if (!schema) continue;
      for (const body of [undefined, [], 'x', 1, {}, { unknown: 1 }]) await send(method, url, body);
      await sendFields(schema, (body) => send(method, url, body));
    }
  expect(found).toEqual([]);
  expect(refused).toBeGreaterThan(500);

  async function sendFields(schema: any, sendBody: (body: object) => Promise<void>): Promise<void> {
    for (const [name, property] of Object.entries<any>(schema.properties ?? {})) {
      for (const value of WRONG) await sendBody({ [name]: value });
      await sendFields(resolve(property), (body) => sendBody({ [name]: body }));
    }
  }
}, 120_000);
