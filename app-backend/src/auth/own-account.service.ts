import { Injectable } from '@nestjs/common';
import { notFound } from '../errors/problems.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { OpenSessionList, PasswordChange } from './own-account.schema.js';
import { PasswordConfirmation } from './password-confirmation.js';
import { PasswordReplacement } from './password-replacement.js';
import { SessionsRepository } from './sessions.repository.js';

/** Operations on one's own account, for which an API token is not enough. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly confirmation: PasswordConfirmation,
    private readonly passwords: PasswordReplacement,
    private readonly sessions: SessionsRepository,
  ) {}

  /** Changes the password and ends all other sessions. */
  async changePassword(
    personId: string,
    sessionId: string | undefined,
    { currentPassword, newPassword, revokeTokens }: PasswordChange,
  ): Promise<void> {
    const person = await this.confirmation.check(personId, currentPassword, 'currentPassword');
    await this.passwords.replace(person, newPassword, { revokeTokens, exceptSession: sessionId });
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
    await this.confirmation.check(personId, password, 'password');
    await this.people.delete(personId);
  }
}
