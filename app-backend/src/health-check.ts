// What the container's health check runs: is the API alive? It never asks for the database, which may be asleep.
const response = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
