import { Problem } from '../errors/problems.js';

/** Answers requests with an access token that outlives its deleted account. */
export const accountDeleted = () => new Problem('session-ended', 'This account was deleted.');
