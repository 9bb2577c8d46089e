import { Problem } from '../errors/problems.js';

/** Access tokens hold until they expire, also those of somebody who has left. */
export const personGone = () => new Problem('session-ended', 'This account was deleted.');
