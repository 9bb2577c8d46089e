import { z } from 'zod';
import { timestamp } from '../validation/timestamp.js';
import { returnedId } from '../validation/id.js';
import { existingPassword, newPassword } from './auth.schema.js';

export const revokeTokens = z.boolean().default(false).meta({ description: 'Whether to delete all API tokens too', example: true });

export const passwordChange = z
  .strictObject({ currentPassword: existingPassword, newPassword, revokeTokens })
  .meta({ id: 'PasswordChange' });

export const deletion = z.strictObject({ password: existingPassword }).meta({ id: 'Deletion' });

export const openSession = z
  .object({
    id: returnedId,
    isThisOne: z.boolean().meta({ description: 'Whether this request belongs to the session', example: true }),
    userAgent: z.string().nullable().meta({ description: 'User agent of the login', example: 'Mozilla/5.0' }),
    begunAt: timestamp,
    refreshedAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: 'OpenSession' });

export const openSessionList = z.object({ items: z.array(openSession) }).meta({ id: 'OpenSessionList' });

export type PasswordChange = z.infer<typeof passwordChange>;
export type Deletion = z.infer<typeof deletion>;
export type OpenSessionList = z.infer<typeof openSessionList>;
