import { z } from 'zod';

/** What every error looks like. */
export const problem = z
  .object({
    type: z.string().meta({ example: 'urn:expenses:problem:invalid-request' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ description: 'The request, as the log knows it' }),
    errors: z.array(z.object({ path: z.string().meta({ example: 'amount' }), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problem>;
