import { z } from 'zod';

export const mailToken = z
  .string()
  .min(1)
  .max(128)
  .meta({ description: 'The fragment of the link in the message', example: 'pJ0oY8mHq3XfWb1sT6vKzR4nCdE7uLgA9iQxVtM2kBw' });
