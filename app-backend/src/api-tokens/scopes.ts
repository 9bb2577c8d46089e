import { SetMetadata } from '@nestjs/common';

/** What an API token may be good for: `read` what one has entered, `write` it. Who one is here stays with whoever knows the password. */
export const SCOPES = ['read', 'write'] as const;

export type Scope = (typeof SCOPES)[number];

export const IS_OPEN_TO_API_TOKENS = 'isOpenToApiTokens';

/** Answers to API tokens too, where their scopes allow. Everything else wants somebody who is signed in. */
export const OpenToApiTokens = () => SetMetadata(IS_OPEN_TO_API_TOKENS, true);

export const scopeOf = (method: string): Scope => (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
