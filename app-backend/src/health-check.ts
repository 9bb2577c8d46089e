// The container's health check: reports liveness, without querying the database, which may be paused.
const response = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
