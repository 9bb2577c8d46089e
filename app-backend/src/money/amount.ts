/** The largest amount of an entry or an opening balance, in minor units: 900 of them still add up to an exact JSON number. */
export const MAX_AMOUNT = 10_000_000_000_000;

export const TOO_LARGE = `must be at most ${MAX_AMOUNT} minor units`;
