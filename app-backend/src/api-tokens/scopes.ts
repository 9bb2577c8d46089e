import { SetMetadata } from '@nestjs/common';

/** What an API token may do: `read` or `write` a person's entries. Only a logged-in person may manage the account itself. */
export const SCOPES = ['read', 'write'] as const;

export type Scope = (typeof SCOPES)[number];

export const ALLOWS_API_TOKENS = 'allowsApiTokens';

/** Lets API tokens call the route if their scopes allow. All other routes require a login. */
export const AllowApiTokens = () => SetMetadata(ALLOWS_API_TOKENS, true);

export const requiredScope = (method: string): Scope => (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
