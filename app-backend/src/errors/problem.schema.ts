import { z } from 'zod';

/** The body of every error. */
export const problem = z
  .object({
    type: z.string().meta({ example: 'urn:expenses:problem:invalid-request' }),
    title: z.string().meta({ example: 'The request is not valid' }),
    status: z.int().min(400).max(599).meta({ example: 400 }),
    detail: z.string().meta({ example: 'amount must be more than 0' }),
    instance: z.string().meta({ description: 'Id of the request in the log', example: 'urn:uuid:3f0c8a52-6f0e-4c43-9b1d-2f5a54f7f1d0' }),
    errors: z
      .array(z.object({ path: z.string().meta({ example: 'amount' }), message: z.string().meta({ example: 'must be more than 0' }) }))
      .optional(),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problem>;
