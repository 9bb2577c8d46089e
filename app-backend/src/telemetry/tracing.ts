import { context, type Context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LogEvent } from 'kysely';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { API_NAME } from '../version/version.js';

/** A process that is told to stop waits no longer than this for a collector that does not answer. */
const EXPORT_MS = 2_000;

const tracer = trace.getTracer(API_NAME);

/**
 * Spans of requests and of their queries, sent as OTLP. Made by hand: what instruments libraries by itself has to hook into how they are loaded,
 * and would tell addresses with all that people searched for. Loaded only where an endpoint is set.
 */
export function startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, RELEASE }: ApiConfiguration): TracerProvider {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': OTEL_SERVICE_NAME, 'service.version': RELEASE }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/$/, '')}/v1/traces`, timeoutMillis: EXPORT_MS }),
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return provider;
}

/** A span each request, the child of what its sender tells. Checks come every few seconds and are none. */
export function traceRequests(fastify: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.url.startsWith('/health/')) return done();
    const sender: Context = propagation.extract(ROOT_CONTEXT, request.headers);
    // The route, not the address: that one tells what people search for.
    const route = request.routeOptions.url ?? 'no route';
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method, 'http.route': route, 'request.id': request.id } },
      sender,
    );
    spans.set(request, span);
    context.with(trace.setSpan(sender, span), done);
  });
  fastify.addHook('onResponse', async (request, { statusCode }) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}

/** A span each query, with its text, in which values are numbered places. */
export function traceQuery({ level, query, queryDurationMillis }: LogEvent): void {
  const end = Date.now();
  const operation = query.sql.trimStart().split(/\s/, 1)[0]!;
  const span = tracer.startSpan(operation, {
    kind: SpanKind.CLIENT,
    startTime: end - queryDurationMillis,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': query.sql },
  });
  if (level === 'error') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}
