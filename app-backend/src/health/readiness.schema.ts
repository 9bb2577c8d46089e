import { z } from 'zod';

export const liveness = z.object({ status: z.literal('ok') }).meta({ id: 'Liveness' });

export const readiness = z
  .object({
    status: z.enum(['ok', 'unavailable', 'draining']),
    database: z.enum(['ok', 'down']),
    cache: z.enum(['ok', 'memory', 'down']).meta({ description: 'Its loss makes the API slower, not unavailable' }),
  })
  .meta({ id: 'Readiness' });

export type Liveness = z.infer<typeof liveness>;
export type Readiness = z.infer<typeof readiness>;
