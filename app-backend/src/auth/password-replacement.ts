import { Injectable } from '@nestjs/common';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { Database } from '../database/database.js';
import type { PersonRow } from '../database/tables.js';
import { Mail } from '../mail/mail.js';
import { passwordChanged } from '../mail/messages.js';
import { PeopleRepository } from '../people/people.repository.js';
import { checkNewPassword } from './easy-passwords.js';
import { MailTokensRepository } from './mail-tokens.repository.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';

interface Options {
  /** Whether to delete all API tokens too. They belong to programs, which a new password need not stop. */
  revokeTokens: boolean;
  /** A session that continues. */
  exceptSession?: string | undefined;
  /** Runs first in the transaction; nothing changes if it throws. */
  check?: () => Promise<void>;
}

/** Replaces a password, and makes invalid what the former one gave access to: sessions, links, and API tokens if wished. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsRepository,
    private readonly mailTokens: MailTokensRepository,
    private readonly apiTokens: ApiTokensService,
    private readonly mail: Mail,
  ) {}

  async replace(
    { id, email }: Pick<PersonRow, 'id' | 'email'>,
    newPassword: string,
    { revokeTokens, exceptSession, check }: Options,
  ): Promise<void> {
    checkNewPassword(newPassword, email, 'newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.database.atomically(async () => {
      await check?.();
      await this.people.setPassword(id, passwordHash);
      await this.sessions.endAll(id, exceptSession);
      await this.mailTokens.deleteAll(id);
      if (revokeTokens) await this.apiTokens.deleteAll(id);
    });
    this.mail.inBackground(() => this.mail.send(passwordChanged(email, this.mail.link('/forgot-password'))));
  }
}
