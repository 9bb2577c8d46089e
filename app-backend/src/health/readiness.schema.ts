import { z } from 'zod';

export const liveness = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });

export type Liveness = z.infer<typeof liveness>;

export interface Readiness {
  status: 'ok' | 'unavailable' | 'draining';
  database: 'ok' | 'down';
  /** Losing it makes the API slower, not unavailable. */
  cache: 'ok' | 'memory' | 'down';
}
