import { Injectable } from '@nestjs/common';
import type { PersonRow } from '../database/tables.js';
import { Problem } from '../errors/problems.js';
import { Limits } from '../limits/limits.js';
import { PeopleRepository } from '../people/people.repository.js';
import { toPerson } from '../people/person.schema.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';
import type { Credentials, Registration, Session } from './auth.schema.js';
import type { Origin } from './origin.decorator.js';
import { checkNewPassword } from './easy-passwords.js';
import { KnownDevices } from './known-devices.js';
import { Passwords } from './passwords.js';
import { familyOf, type RefreshToken, SessionsRepository } from './sessions.repository.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokens,
    private readonly devices: KnownDevices,
    private readonly limits: Limits,
  ) {}

  async register({ email, password, name, homeCurrency }: Registration, { address, userAgent }: Origin): Promise<Session> {
    await this.limits.countAddress(address);
    checkNewPassword(password, email, 'password');
    const person = await this.people.create({
      email,
      name: name ?? null,
      home_currency: homeCurrency,
      password_hash: await this.passwords.hash(password),
    });
    if (!person) throw new Problem('email-taken', `An account with the email ${email} exists. Log in instead.`);
    return this.startSession(person, userAgent);
  }

  async login({ email, password }: Credentials, { address, userAgent, deviceToken }: Origin): Promise<Session> {
    const person = await this.people.findByEmail(email);
    const device = this.devices.idOf(deviceToken, person);
    await (device ? this.limits.countDevice(device) : this.limits.countStranger(email, address));
    const correct = await this.passwords.verify(password, person?.password_hash);
    if (!person || !correct) throw wrongCredentials();
    const session = await this.startSession(person, userAgent);
    const rehashed = await this.passwords.rehash(password, person.password_hash);
    if (rehashed) await this.people.replacePasswordHash(person.id, person.password_hash, rehashed);
    return session;
  }

  async refresh(refreshToken: string, { address }: Origin): Promise<Session> {
    await this.limits.countRefresh(address);
    const family = familyOf(refreshToken);
    if (family) await this.limits.countSession(family);
    const next = await this.sessions.rotate(refreshToken);
    const person = next && (await this.people.findById(next.personId));
    if (!person) throw new Problem('session-ended', 'The session has ended. Log in again.');
    return this.toSession(person, next);
  }

  async logout(refreshToken: string, { address }: Origin): Promise<void> {
    await this.limits.countLogout(address);
    await this.sessions.end(refreshToken);
  }

  private async startSession(person: PersonRow, userAgent: string | null): Promise<Session> {
    const refreshToken = await this.sessions.begin(person, userAgent);
    if (!refreshToken) throw wrongCredentials();
    return this.toSession(person, refreshToken);
  }

  private async toSession(person: PersonRow, { family, token }: RefreshToken): Promise<Session> {
    return {
      accessToken: await this.accessTokens.issue(person.id, family),
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken: token,
      deviceToken: this.devices.issue(person, family),
      user: toPerson(person),
    };
  }
}

const wrongCredentials = () => new Problem('wrong-credentials', 'Email or password is wrong.');
