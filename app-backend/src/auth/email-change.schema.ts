import { z } from 'zod';
import { email, existingPassword } from './auth.schema.js';
import { mailToken } from './mail-token.schema.js';

export const emailChange = z.strictObject({ email, password: existingPassword }).meta({ id: 'EmailChange' });

export const emailConfirmation = z.strictObject({ token: mailToken }).meta({ id: 'EmailConfirmation' });

export type EmailChange = z.infer<typeof emailChange>;
export type EmailConfirmation = z.infer<typeof emailConfirmation>;
