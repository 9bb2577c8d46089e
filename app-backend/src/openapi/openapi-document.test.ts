import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApi } from '../../test/test-api.js';

describe('the OpenAPI document', () => {
  let document: any;
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    document = (await api.request('GET', '/openapi.json')).body;
  });
  afterAll(() => api.stop());

  test('names every route', () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/health/live', '/health/ready', '/v1/auth/login', '/v1/auth/logout', '/v1/auth/refresh', '/v1/auth/register',
      '/v1/categories', '/v1/categories/{id}', '/v1/expenses', '/v1/expenses/{id}', '/v1/me', '/version',
    ]);
  });

  test('describes bodies and answers by the schemas that validate them', () => {
    const { requestBody, responses } = document.paths['/v1/expenses'].post;
    expect(requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/NewExpense' });
    expect(responses['201'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Expense' });
    expect(document.components.schemas.Expense.required).toContain('amount');
  });
});
