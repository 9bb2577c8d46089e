import { z } from 'zod';
import { currency } from '../money/currency.js';
import { person } from '../people/person.schema.js';
import { nonEmptyText } from '../validation/text.js';
import { normalizePassword } from './passwords.js';

export const email = z
  .email('must be an email address')
  .max(254)
  .transform((value) => value.toLowerCase())
  .meta({ example: 'ada@example.com' });

const DEVICE_TOKEN = '6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11.1kQ0oY8mHq3XfWb1sT6vKzR4nCdE7uLgA9iQxVtM2kBw';

const REFRESH_TOKEN = 'pJ0oY8mHq3XfWb1sT6vKzR4nCdE7uLgA9iQxVtM2kBw';

export const newPassword = z.string().overwrite(normalizePassword).min(12).max(128).meta({ example: 'correct horse battery staple' });

/** A password to verify. Unlike a new one, it stays as typed, and decomposing 128 characters makes up to four times as many. */
export const existingPassword = z.string().max(512).meta({ example: 'correct horse battery staple' });

export const registration = z
  .strictObject({
    email,
    password: newPassword,
    name: nonEmptyText(100).nullish().meta({ example: 'Ada' }),
    homeCurrency: currency.optional().meta({ description: 'Currency of your summaries; EUR by default', example: 'EUR' }),
  })
  .meta({ id: 'Registration' });

export const credentials = z.strictObject({ email, password: existingPassword }).meta({ id: 'Credentials' });

export const refreshRequest = z
  .strictObject({ refreshToken: z.string().min(1).max(128).meta({ example: REFRESH_TOKEN }) })
  .meta({ id: 'RefreshRequest' });

export const session = z
  .object({
    accessToken: z.string().meta({ example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIzZjBjOGE1MiJ9.c2lnbmF0dXJl' }),
    expiresIn: z.int().meta({ description: 'Seconds until the access token expires', example: 900 }),
    refreshToken: z.string().meta({ description: 'Valid for one refresh', example: REFRESH_TOKEN }),
    deviceToken: z.string().meta({
      description: 'Send it as X-Device-Token with later logins on this device. Valid until the password changes',
      example: DEVICE_TOKEN,
    }),
    user: person,
  })
  .meta({ id: 'Session' });

export type Registration = z.infer<typeof registration>;
export type Credentials = z.infer<typeof credentials>;
export type RefreshRequest = z.infer<typeof refreshRequest>;
export type Session = z.infer<typeof session>;
