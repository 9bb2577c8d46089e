import { SetMetadata } from '@nestjs/common';

/** What an API token may do: `read` or `write` a person's entries. Only a logged-in person may manage the account itself. */
export const SCOPES = ['read', 'write'] as const;

export type Scope = (typeof SCOPES)[number];

export const IS_OPEN_TO_API_TOKENS = 'isOpenToApiTokens';

/** Lets API tokens call the route if their scopes allow. All other routes require a login. */
export const OpenToApiTokens = () => SetMetadata(IS_OPEN_TO_API_TOKENS, true);

export const scopeOf = (method: string): Scope => (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
