import 'server-only';
import { type Api, unwrap } from '@/api/client';
import { type MonthSummary, summariesMonth } from '@/api/generated';
import { isTooMuchToAdd } from '@/api/problem';

/** Loads the sums of a month, or of its days up to one; undefined if they have no exact number. */
export async function loadSummary(client: Api, month: string, to?: string): Promise<MonthSummary | undefined> {
  try {
    return await unwrap(summariesMonth({ client, path: { month }, ...(to && { query: { to } }) }));
  } catch (error) {
    if (!isTooMuchToAdd(error)) throw error;
    return undefined;
  }
}
