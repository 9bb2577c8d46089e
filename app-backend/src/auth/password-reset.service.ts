import { Injectable } from '@nestjs/common';
import { Limits } from '../limits/limits.js';
import { Mail } from '../mail/mail.js';
import { passwordReset } from '../mail/messages.js';
import { PeopleRepository } from '../people/people.repository.js';
import { linkExpired } from './link-expired.js';
import { MAIL_TOKEN_MINUTES, MailTokensRepository } from './mail-tokens.repository.js';
import type { Origin } from './origin.decorator.js';
import { PasswordReplacement } from './password-replacement.js';
import type { PasswordReset } from './password-reset.schema.js';

/** Lets people who forgot their password set a new one with a link that they are sent. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly tokens: MailTokensRepository,
    private readonly passwords: PasswordReplacement,
    private readonly mail: Mail,
    private readonly limits: Limits,
  ) {}

  /** Looks the address up after the answer, so that neither the answer nor its time reveals whether an account has the address. */
  async request(email: string, { address }: Origin): Promise<void> {
    this.mail.requireSender();
    await this.limits.countResetMessage(email, address);
    this.mail.inBackground(async () => {
      const person = await this.people.findByEmail(email);
      if (!person) return;
      const token = await this.tokens.issue(person.id, 'password');
      await this.mail.send(passwordReset(email, this.mail.link('/reset-password', token), MAIL_TOKEN_MINUTES));
    });
  }

  /** Ends all sessions and starts none: the person logs in afterwards. A refused password leaves the token valid. */
  async complete({ token, newPassword, revokeTokens }: PasswordReset, { address }: Origin): Promise<void> {
    await this.limits.countAddress(address);
    const found = await this.tokens.find(token, 'password');
    const person = found && (await this.people.findById(found.person_id));
    if (!person) throw linkExpired();
    await this.passwords.replace(person, newPassword, {
      revokeTokens,
      check: async () => {
        if (!(await this.tokens.take(token, 'password'))) throw linkExpired();
      },
    });
  }
}
