import { availableParallelism, cpus, platform, totalmem } from 'node:os';

/** Describes what was measured on. */
export const machine = (postgresVersion: string, hasRedis: boolean): string =>
  [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`,
    `${Math.round(totalmem() / 1024 ** 3)} GB`,
    platform(),
    `Node ${process.versions.node}`,
    `PostgreSQL ${postgresVersion}`,
    hasRedis ? 'Redis' : 'caches in memory',
  ].join(', ');
