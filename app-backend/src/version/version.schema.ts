import { z } from 'zod';

export const version = z
  .object({ name: z.string(), version: z.string(), release: z.string().meta({ description: "The image's tag" }) })
  .meta({ id: 'Version' });

export type Version = z.infer<typeof version>;
