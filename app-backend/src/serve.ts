import { createApplication } from './application.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import { Draining } from './health/draining.js';

export async function serve(configuration: ApiConfiguration): Promise<void> {
  // Loaded only if an endpoint is set, since it slows the start.
  const tracing = configuration.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : await import('./telemetry/tracing.js');
  const provider = tracing?.startTracing(configuration);
  const app = await createApplication(configuration);
  tracing?.traceRequests(app.getHttpAdapter().getInstance());
  const { HOST, PORT } = configuration;
  await app.listen(PORT, HOST).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new ConfigurationError([`PORT ${PORT} is in use on ${HOST}: stop the process that listens there, or set another port.`]);
  });

  // ECS sends SIGTERM and waits: fail readiness, accept nothing new, answer running requests.
  const drain = async () => {
    app.get(Draining).begin();
    await app.close();
    await provider?.shutdown().catch(() => undefined);
    process.exit(0);
  };
  process.once('SIGTERM', () => void drain());
  process.once('SIGINT', () => void drain());
}
