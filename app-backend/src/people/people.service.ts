import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Problem } from '../errors/problems.js';
import { checkMatch, type Precondition } from '../writes/entity-tag.js';
import { PeopleRepository } from './people.repository.js';
import { type Person, type PersonChange, toPerson } from './person.schema.js';
import { accountDeleted } from './account-deleted.js';

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
  ) {}

  async get(id: string): Promise<Person> {
    const row = await this.people.findById(id);
    if (!row) throw accountDeleted();
    return toPerson(row);
  }

  change(id: string, values: PersonChange, { ifMatch }: Precondition): Promise<Person> {
    return this.database.atomically(async () => {
      const row = await this.people.lock(id);
      if (!row) throw accountDeleted();
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
