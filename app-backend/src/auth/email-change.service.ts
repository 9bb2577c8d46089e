import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/violations.js';
import { Problem } from '../errors/problems.js';
import { Limits } from '../limits/limits.js';
import { Mail } from '../mail/mail.js';
import { emailChangeRequested, emailConfirmation, emailTaken } from '../mail/messages.js';
import { PeopleRepository } from '../people/people.repository.js';
import { invalidRequest } from '../validation/invalid-request.js';
import type { EmailChange } from './email-change.schema.js';
import { linkExpired } from './link-expired.js';
import { MAIL_TOKEN_MINUTES, MailTokensRepository } from './mail-tokens.repository.js';
import type { Origin } from './origin.decorator.js';
import { PasswordConfirmation } from './password-confirmation.js';

/** Changes the email address of an account once a link that was sent to the new address confirms it. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly tokens: MailTokensRepository,
    private readonly confirmation: PasswordConfirmation,
    private readonly mail: Mail,
    private readonly limits: Limits,
  ) {}

  /** Looks the new address up after the answer, so that neither the answer nor its time reveals whether an account has it. */
  async request(personId: string, { email, password }: EmailChange): Promise<void> {
    this.mail.requireSender();
    const person = await this.confirmation.check(personId, password, 'password');
    if (email === person.email) throw invalidRequest([{ path: ['email'], message: 'is your address already' }]);
    await this.limits.countChangeMessage(personId, email);
    this.mail.inBackground(async () => {
      await this.mail.send(emailChangeRequested(person.email, this.mail.link('/settings')));
      if (await this.people.findByEmail(email)) return this.mail.send(emailTaken(email, this.mail.link('/login')));
      const token = await this.tokens.issue(personId, 'email', email);
      return this.mail.send(emailConfirmation(email, this.mail.link('/confirm-email', token), MAIL_TOKEN_MINUTES));
    });
  }

  /** Also makes invalid what was sent to the former address. Needs no session: the link may be opened on another device. */
  async confirm(token: string, { address }: Origin): Promise<void> {
    await this.limits.countAddress(address);
    await this.database.atomically(async () => {
      const taken = await this.tokens.take(token, 'email');
      if (!taken?.new_email) throw linkExpired();
      await this.people.setEmail(taken.person_id, taken.new_email).catch((error: unknown) => {
        throw isUniqueViolation(error)
          ? new Problem('email-taken', 'Another account has got this address since. Delete that account, or choose another address.')
          : error;
      });
      await this.tokens.deleteAll(taken.person_id);
    });
  }
}
