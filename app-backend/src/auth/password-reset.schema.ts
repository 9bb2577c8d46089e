import { z } from 'zod';
import { email, newPassword } from './auth.schema.js';
import { mailToken } from './mail-token.schema.js';
import { revokeTokens } from './own-account.schema.js';

export const passwordResetRequest = z.strictObject({ email }).meta({ id: 'PasswordResetRequest' });

export const passwordReset = z.strictObject({ token: mailToken, newPassword, revokeTokens }).meta({ id: 'PasswordReset' });

export type PasswordResetRequest = z.infer<typeof passwordResetRequest>;
export type PasswordReset = z.infer<typeof passwordReset>;
