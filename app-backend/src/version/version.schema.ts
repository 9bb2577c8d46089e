import { z } from 'zod';

export const version = z
  .object({
    name: z.string().meta({ example: 'expenses-api' }),
    version: z.string().meta({ example: '0.1.0' }),
    release: z.string().meta({ description: 'The image tag', example: '86768b2f31aa' }),
  })
  .meta({ id: 'Version' });

export type Version = z.infer<typeof version>;
