/** What became of a renewal. */
export type Renewed = 'renewed' | 'ended' | 'waking';
