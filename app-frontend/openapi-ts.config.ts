import type { UserConfig } from '@hey-api/openapi-ts';

export default [
  {
    input: 'openapi.json',
    output: { path: 'src/api/generated', clean: true },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', { name: '@hey-api/sdk', operations: { strategy: 'flat' } }],
  },
  {
    // The decimal places of currencies. Browsers load them, so nothing else is generated.
    input: 'openapi.json',
    output: { path: 'src/money/generated', clean: true },
    parser: { filters: { schemas: { include: ['CurrencyList'] }, operations: { exclude: ['/.*/'] }, orphans: true } },
    plugins: [{ name: '@hey-api/schemas', type: 'form' }],
  },
] satisfies UserConfig[];
