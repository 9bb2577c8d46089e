import { Injectable } from '@nestjs/common';
import type { PersonRow } from '../database/tables.js';
import { Problem } from '../errors/problems.js';
import { Limits } from '../limits/limits.js';
import { accountDeleted } from '../people/account-deleted.js';
import { PeopleRepository } from '../people/people.repository.js';
import { Passwords } from './passwords.js';

/** Asks for the password again, before what a stolen session must not do. */
@Injectable()
export class PasswordConfirmation {
  constructor(
    private readonly people: PeopleRepository,
    private readonly passwords: Passwords,
    private readonly limits: Limits,
  ) {}

  /** @param path the field of the request that holds the password. */
  async check(personId: string, password: string, path: string): Promise<PersonRow> {
    await this.limits.countConfirmation(personId);
    const person = await this.people.findById(personId);
    if (!person) throw accountDeleted();
    if (!(await this.passwords.verify(password, person.password_hash)))
      throw new Problem('wrong-password', 'The password is wrong.', [{ path, message: 'is wrong' }]);
    return person;
  }
}
