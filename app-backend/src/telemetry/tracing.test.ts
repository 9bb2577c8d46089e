import { globSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startApi } from '../../test/test-process.js';
import { post } from '../../test/writing-client.js';

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** Receives spans as an OTLP collector does. */
async function collector() {
  const spans: OtlpSpan[] = [];
  const received: string[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as any;
    received.push(JSON.stringify(body));
    if (request.url === '/v1/traces')
      spans.push(...body.resourceSpans.flatMap((resource: any) => resource.scopeSpans.flatMap((scope: any) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, spans, received: () => received.join() };
}

test("spans describe routes and queries, continue the sender's trace and contain no personal data", async () => {
  const { url: endpoint, spans, received } = await collector();
  const { api, url, stop } = await startApi({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, RELEASE: 'c0ffee' } });
  onTestFinished(stop);
  const trace = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const { accessToken } = (await (
    await post(`${url}/v1/auth/register`, { email: 'ada@example.com', password: 'correct horse battery' }, {})
  ).json()) as { accessToken: string };
  const authorization = { authorization: `Bearer ${accessToken}` };
  await post(
    `${url}/v1/transactions`,
    { kind: 'expense', amount: 987_654, currency: 'EUR', date: '2026-11-24', payee: 'Secret shop' },
    authorization,
  );
  await fetch(`${url}/v1/transactions?text=Secret`, {
    headers: { ...authorization, traceparent: `00-${trace.traceId}-${trace.spanId}-01` },
  });
  await fetch(`${url}/health/ready`);
  api.signal('SIGTERM');
  expect(await api.exit).toBe(0);

  const list = spans.find(({ name }) => name === 'GET /v1/transactions');
  expect(list).toMatchObject({ traceId: trace.traceId, parentSpanId: trace.spanId });
  expect(list?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });
  const queries = spans.filter(({ parentSpanId }) => parentSpanId === list?.spanId);
  expect(queries.flatMap(({ attributes }) => attributes.map(({ value }) => value.stringValue))).toContainEqual(
    expect.stringContaining('from "transactions"'),
  );
  expect(spans.some(({ name }) => name.includes('/health/'))).toBe(false);
  expect(received()).toContain('c0ffee');
  for (const secret of ['987654', 'Secret', 'ada@example.com', 'correct horse', accessToken]) expect(received()).not.toContain(secret);
});

test('a missing collector neither delays requests nor stops the API', async () => {
  const { api, url, stop } = await startApi({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
  onTestFinished(stop);
  expect((await fetch(`${url}/v1/currencies`)).status).toBe(200);
  api.signal('SIGTERM');
  expect(await api.exit, api.output).toBe(0);
});

test('without an endpoint no tracing module is loaded: no file imports one statically', () => {
  const importers = globSync('src/**/*.ts').filter(
    (file) => !file.startsWith('src/telemetry/') && /^import .*(@opentelemetry|telemetry\/tracing)/m.test(readFileSync(file, 'utf8')),
  );
  expect(importers).toEqual([]);
});
