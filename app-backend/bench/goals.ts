/** The least that "ours" must reach, in requests per second, as a multiple of the other server. */
export const GOALS: Record<string, { usual?: number; ceiling?: number }> = {
  list: { usual: 3, ceiling: 0.75 },
  page: { usual: 2.5 },
  create: { usual: 2 },
  cached: { usual: 2.5 },
  cold: { usual: 2 },
};

/** The most that the p99 of "ours" may be, as a multiple of the ceiling's. */
export const P99_GOAL = 2;
