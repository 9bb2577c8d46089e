import { SetMetadata } from '@nestjs/common';

export const NEEDS_OPEN_SESSION = 'needsOpenSession';

/** Refuses access tokens whose session has ended. Other routes accept them until they expire, which saves a query per request. */
export const NeedsOpenSession = () => SetMetadata(NEEDS_OPEN_SESSION, true);
