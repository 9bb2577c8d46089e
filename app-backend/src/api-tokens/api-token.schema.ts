import { z } from 'zod';
import { timestamp } from '../validation/timestamp.js';
import { returnedId } from '../validation/id.js';
import { wholeDays } from '../validation/whole-number.js';
import { nonEmptyText } from '../validation/text.js';
import { type ApiTokenRow, DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from './api-tokens.repository.js';
import { SCOPES } from './scopes.js';

const name = nonEmptyText(60).meta({ example: 'Shortcut on my phone' });
const scopes = z
  .array(z.enum(SCOPES, `must be ${SCOPES.join(' or ')}`), 'must be a list of scopes')
  .min(1, 'must contain at least one scope')
  .transform((values) => SCOPES.filter((scope) => values.includes(scope)))
  .meta({ example: ['read', 'write'] });

export const newApiToken = z
  .strictObject({
    name,
    scopes,
    expiresInDays: wholeDays(MAX_TOKEN_DAYS).default(DEFAULT_TOKEN_DAYS).meta({ example: DEFAULT_TOKEN_DAYS }),
  })
  .meta({ id: 'NewApiToken' });

const apiTokenShape = {
  id: returnedId,
  name,
  scopes: z.array(z.string()).meta({ example: ['read', 'write'] }),
  createdAt: timestamp,
  expiresAt: timestamp,
  lastUsedAt: timestamp.nullable().meta({ description: 'Accurate to the hour' }),
};

export const apiToken = z.object(apiTokenShape).meta({ id: 'ApiToken' });

export const createdApiToken = z
  .object({
    ...apiTokenShape,
    token: z.string().meta({
      description: 'Shown only once; only its hash is stored. Send it as "Authorization: Bearer <token>"',
      example: 'exp_9V2rU0mC4eQ7tXk1JwZ8sLhYpBfN3aDgI6oKqRvTzEc',
    }),
  })
  .meta({ id: 'CreatedApiToken' });

export const apiTokenList = z.object({ items: z.array(apiToken) }).meta({ id: 'ApiTokenList' });

export type NewApiToken = z.infer<typeof newApiToken>;
export type ApiToken = z.infer<typeof apiToken>;
export type CreatedApiToken = z.infer<typeof createdApiToken>;
export type ApiTokenList = z.infer<typeof apiTokenList>;

export const toApiToken = (row: ApiTokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
