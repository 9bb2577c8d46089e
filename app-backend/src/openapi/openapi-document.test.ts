import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';
import { createOpenApiDocument } from './openapi-document.js';

describe('the OpenAPI document', () => {
  let document: any;
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    document = (await api.request('GET', '/openapi.json')).body;
  });
  afterAll(() => api.stop());

  test('is what the controllers and schemas describe', async () => {
    await expect(`${JSON.stringify(createOpenApiDocument(api.app), null, 2)}\n`).toMatchFileSnapshot('openapi.json');
  });

  test('is valid OpenAPI 3.0', async () => {
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  test('lists every public route', () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/health/live',
      '/v1/accounts',
      '/v1/accounts/{id}',
      '/v1/auth/confirm-email',
      '/v1/auth/forgot-password',
      '/v1/auth/login',
      '/v1/auth/logout',
      '/v1/auth/refresh',
      '/v1/auth/register',
      '/v1/auth/reset-password',
      '/v1/categories',
      '/v1/categories/{id}',
      '/v1/categories/{id}/restore',
      '/v1/currencies',
      '/v1/expenses',
      '/v1/expenses/{id}',
      '/v1/me',
      '/v1/me/delete',
      '/v1/me/email',
      '/v1/me/export',
      '/v1/me/export/transactions.csv',
      '/v1/me/password',
      '/v1/me/sessions',
      '/v1/me/sessions/{id}',
      '/v1/me/tokens',
      '/v1/me/tokens/{id}',
      '/v1/summaries/{month}',
      '/v1/tags',
      '/v1/tags/remove',
      '/v1/tags/rename',
      '/v1/tags/restore',
      '/v1/transactions',
      '/v1/transactions/bulk-delete',
      '/v1/transactions/bulk-edit',
      '/v1/transactions/bulk-restore',
      '/v1/transactions/totals',
      '/v1/transactions/{id}',
      '/version',
    ]);
  });

  test('describes request and response bodies by the validating schemas', () => {
    const { requestBody, responses } = document.paths['/v1/expenses'].post;
    expect(requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NewExpense' });
    expect(responses['201'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Expense' });
    expect(document.components.schemas.Expense.required).toContain('amount');
  });

  test('has the decimal places of every currency, from which the client of the site is generated', async () => {
    const { items } = (await api.request('GET', '/v1/currencies')).body;
    const digits = document.components.schemas.CurrencyList['x-fraction-digits'];
    expect(digits).toMatchObject({ EUR: 2, JPY: 0, KWD: 3, HUF: 2, IQD: 3 });
    expect(Object.entries(digits)).toEqual(items.map((item: any) => [item.code, item.fractionDigits]));
  });

  test('describes errors as problems', () => {
    const schema = document.paths['/v1/expenses'].post.responses.default.content['application/problem+json'].schema;
    expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
    expect(document.components.schemas.Problem.properties.errors.type).toBe('array');
  });

  test('requires an access token wherever the API does', () => {
    const open = Object.entries<Record<string, { security?: unknown }>>(document.paths).filter(([, methods]) =>
      Object.values(methods).some(({ security }) => !security),
    );
    expect(open.map(([path]) => path).sort()).toEqual([
      '/health/live',
      '/v1/auth/confirm-email',
      '/v1/auth/forgot-password',
      '/v1/auth/login',
      '/v1/auth/logout',
      '/v1/auth/refresh',
      '/v1/auth/register',
      '/v1/auth/reset-password',
      '/v1/currencies',
      '/version',
    ]);
  });

  test('lists the Idempotency-Key and If-Match headers where the API accepts them', () => {
    const headers = (path: string, method: string) =>
      (document.paths[path][method].parameters ?? []).filter((parameter: any) => parameter.in === 'header').map(({ name }: any) => name);
    expect(headers('/v1/transactions', 'post')).toEqual(['Idempotency-Key']);
    expect(headers('/v1/transactions/{id}', 'patch')).toEqual(['If-Match', 'Idempotency-Key']);
    expect(headers('/v1/transactions/{id}', 'get')).toEqual([]);
    expect(headers('/v1/auth/login', 'post')).toEqual([]);
  });

  test('gives each operation a unique id', () => {
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('expensesCreate');
  });

  test('has an example for every field whose type is not self-explanatory', () => {
    const without = (schema: any, path: string): string[] => {
      if (schema.$ref || 'example' in schema || schema.enum || schema.type === 'boolean') return [];
      if (schema.anyOf) return schema.anyOf.flatMap((one: any) => without(one, path));
      if (schema.type === 'array') return without(schema.items, path);
      return schema.properties
        ? Object.entries(schema.properties).flatMap(([name, property]) => without(property, `${path}.${name}`))
        : [path];
    };
    const operations = Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    );
    expect(Object.entries(document.components.schemas).flatMap(([name, schema]) => without(schema, name))).toEqual([]);
    expect(
      operations.flatMap(({ name, parameters = [] }) =>
        parameters
          .filter(({ schema }: any) => !('default' in schema))
          .flatMap((parameter: any) => without(parameter.schema, `${name} ${parameter.name}`)),
      ),
    ).toEqual([]);
    expect(operations.filter(({ summary }) => !summary).map(({ name }) => name)).toEqual([]);
  });

  test('has no dangling references', () => {
    const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references));
  });
});
