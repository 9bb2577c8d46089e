import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Problem } from '../errors/problems.js';
import { checkMatch, type Seen } from '../writes/entity-tag.js';
import { PeopleRepository } from './people.repository.js';
import { type Person, type PersonChange, toPerson } from './person.schema.js';
import { personGone } from './person-gone.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
  ) {}

  async get(id: string): Promise<Person> {
    const row = await this.people.byId(id);
    if (!row) throw personGone();
    return toPerson(row);
  }

  change(id: string, values: PersonChange, { ifMatch }: Seen): Promise<Person> {
    return this.database.atomically(async () => {
      const row = await this.people.lock(id);
      if (!row) throw personGone();
      checkMatch(ifMatch, toPerson(row));
      if (values.homeCurrency && values.homeCurrency !== row.home_currency && (await this.people.hasRates(id))) {
        throw new Problem(
          'in-use',
          `Some transactions have a rate to ${row.home_currency}. Remove those rates before you change the home currency.`,
          [{ path: 'homeCurrency', message: 'cannot change while transactions have rates' }],
        );
      }
      return toPerson(await this.people.change(id, values));
    });
  }
}
