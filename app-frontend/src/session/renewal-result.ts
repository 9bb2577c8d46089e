/** The result of a renewal. */
export type RenewalResult = 'renewed' | 'ended' | 'waking';
