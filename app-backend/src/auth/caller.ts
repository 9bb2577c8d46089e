import type { Scope } from '../api-tokens/scopes.js';

/** Who asks, and by what right. */
export interface Caller {
  personId: string;
  /** The login that an access token comes from; those of the release before do not tell. */
  sessionId?: string | undefined;
  /** What an API token may do; somebody who is signed in may do everything. */
  scopes?: readonly Scope[];
}
