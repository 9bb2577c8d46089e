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

/** Limits how long a shutdown waits for a collector that does not answer. */
const EXPORT_MS = 2_000;

const tracer = trace.getTracer(API_NAME);

/**
 * Starts sending spans of requests and queries as OTLP. Instrumentation libraries are unsuitable: they hook into module loading and
 * would record URLs with all that people search for. Loaded only if an endpoint is set.
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

/** Creates a span per request, as a child of the sender's span. Skips health checks, which arrive every few seconds. */
export function traceRequests(fastify: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.url.startsWith('/health/')) return done();
    const sender: Context = propagation.extract(ROOT_CONTEXT, request.headers);
    // The route, not the URL, which holds what people search for.
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

/** Creates a span per query, with its text, in which values are placeholders. */
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
