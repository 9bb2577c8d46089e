import { Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { PeopleRepository } from '../people/people.repository.js';
import { accountDeleted } from '../people/account-deleted.js';
import { toMonthSummary } from './month-summary.schema.js';
import { SummariesRepository } from './summaries.repository.js';

/** Entries never become stale; this only evicts what is no longer requested. */
const TTL_SECONDS = 60 * 60;

@Injectable()
export class SummariesService {
  constructor(
    private readonly summaries: SummariesRepository,
    private readonly people: PeopleRepository,
    private readonly cache: Cache,
  ) {}

  /** Returns JSON: a cached summary is sent as it is stored. */
  async month(personId: string, month: string, to?: string): Promise<string> {
    // PostgreSQL counts every change in the version, so an outdated entry is never found, even after a Redis outage.
    // The version is read before the rows: a change in between leaves the result under the old version.
    const ledger = await this.people.ledger(personId);
    if (!ledger) throw accountDeleted();
    const key = `month:1:${personId}:${ledger.ledger_version}:${ledger.home_currency}:${month}${to === undefined ? '' : `:${to}`}`;
    const known = await this.cache.get(key);
    if (known) return known;
    const sums = await this.summaries.month(personId, month, ledger.home_currency, to);
    const summary = toMonthSummary(month, ledger.home_currency, sums);
    const json = JSON.stringify(summary);
    await this.cache.set(key, json, TTL_SECONDS);
    return json;
  }
}
