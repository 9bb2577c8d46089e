import type { Scope } from '../api-tokens/scopes.js';

/** The person or API token that sends a request. */
export interface Caller {
  personId: string;
  /** The login that issued the access token. One that names none, as the first releases issued, cannot manage the account. */
  sessionId?: string | undefined;
  /** The scopes of an API token; undefined after a login, which allows everything. */
  scopes?: readonly Scope[];
}
