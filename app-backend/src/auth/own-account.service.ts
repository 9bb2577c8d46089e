import { Injectable } from '@nestjs/common';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { Database } from '../database/database.js';
import type { PersonRow } from '../database/tables.js';
import { notFound, Problem } from '../errors/problems.js';
import { Limits } from '../limits/limits.js';
import { PeopleRepository } from '../people/people.repository.js';
import { accountDeleted } from '../people/account-deleted.js';
import type { OpenSessionList, PasswordChange } from './own-account.schema.js';
import { checkNewPassword } from './easy-passwords.js';
import { Passwords } from './passwords.js';
import { SessionsRepository } from './sessions.repository.js';

/** Operations on one's own account, for which an API token is not enough. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsRepository,
    private readonly apiTokens: ApiTokensService,
    private readonly limits: Limits,
  ) {}

  /** Changes the password and ends all other sessions. API tokens belong to programs, which a new password need not stop. */
  async changePassword(
    personId: string,
    sessionId: string | undefined,
    { currentPassword, newPassword, revokeTokens }: PasswordChange,
  ): Promise<void> {
    const { email } = await this.checkPassword(personId, currentPassword, 'currentPassword');
    checkNewPassword(newPassword, email, 'newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.database.atomically(async () => {
      await this.people.setPassword(personId, passwordHash);
      await this.sessions.endAll(personId, sessionId);
      if (revokeTokens) await this.apiTokens.deleteAll(personId);
    });
  }

  async openSessions(personId: string, sessionId: string | undefined): Promise<OpenSessionList> {
    const sessions = await this.sessions.listOpen(personId);
    return {
      items: sessions.map(({ id, user_agent, begun_at, refreshed_at, expires_at }) => ({
        id,
        isThisOne: id === sessionId,
        userAgent: user_agent,
        begunAt: begun_at.toISOString(),
        refreshedAt: refreshed_at.toISOString(),
        expiresAt: expires_at.toISOString(),
      })),
    };
  }

  async endSession(personId: string, id: string): Promise<void> {
    if (!(await this.sessions.endOne(personId, id))) throw notFound('session');
  }

  endOtherSessions(personId: string, sessionId: string | undefined): Promise<void> {
    return this.sessions.endAll(personId, sessionId);
  }

  /** Deletes the person; foreign keys delete everything they own. */
  async delete(personId: string, password: string): Promise<void> {
    await this.checkPassword(personId, password, 'password');
    await this.people.delete(personId);
  }

  private async checkPassword(personId: string, password: string, path: string): Promise<PersonRow> {
    await this.limits.countConfirmation(personId);
    const person = await this.people.findById(personId);
    if (!person) throw accountDeleted();
    if (!(await this.passwords.verify(password, person.password_hash)))
      throw new Problem('wrong-password', 'The password is wrong.', [{ path, message: 'is wrong' }]);
    return person;
  }
}
