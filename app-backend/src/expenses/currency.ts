import { z } from 'zod';

const known = new Set(Intl.supportedValuesOf('currency'));

export const currency = z
  .string()
  .refine((code) => known.has(code), 'has to be a currency code of ISO 4217, as in EUR')
  .meta({ example: 'EUR' });
