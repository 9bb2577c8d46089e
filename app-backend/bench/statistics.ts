/** Returns a quantile, between two neighbours in proportion. */
export function quantile(values: readonly number[], fraction: number): number {
  if (values.length === 0) throw new Error('There is no quantile of no values.');
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return low + (high - low) * (position % 1);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Divides each value by the other of the same round: what slows a whole round cancels out. */
export function pairedRatios(values: readonly number[], others: readonly number[]): number[] {
  if (values.length !== others.length) throw new Error(`${values.length} values have no pairs in ${others.length} others.`);
  return values.map((value, round) => value / others[round]!);
}
