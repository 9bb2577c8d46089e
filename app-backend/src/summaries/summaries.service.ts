import { Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { PeopleRepository } from '../people/people.repository.js';
import { personGone } from '../people/person-gone.js';
import { type MonthSummary, toMonthSummary } from './month-summary.schema.js';
import { SummariesRepository } from './summaries.repository.js';

/** Nothing gets old: this only ends what nobody asks for any more. */
const KEPT_SECONDS = 60 * 60;

@Injectable()
export class SummariesService {
  constructor(
    private readonly summaries: SummariesRepository,
    private readonly people: PeopleRepository,
    private readonly cache: Cache,
  ) {}

  async month(personId: string, month: string): Promise<MonthSummary> {
    // The version comes from the database, where every change counts it: a cache that was away while something changed is asked for what it never had.
    // It is read before the rows are: what a change overtakes is kept under the old version, and never found.
    const ledger = await this.people.ledger(personId);
    if (!ledger) throw personGone();
    const key = `month:1:${personId}:${ledger.ledger_version}:${ledger.home_currency}:${month}`;
    const known = await this.cache.get(key);
    if (known) return JSON.parse(known) as MonthSummary;
    const summary = toMonthSummary(month, ledger.home_currency, await this.summaries.month(personId, month, ledger.home_currency));
    await this.cache.set(key, JSON.stringify(summary), KEPT_SECONDS);
    return summary;
  }
}
