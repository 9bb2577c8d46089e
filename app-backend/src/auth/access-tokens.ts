import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import type { Caller } from './caller.js';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'expenses-api';
const ALGORITHM = 'HS256';

/** Short-lived signed tokens that identify a person without a database query. */
@Injectable()
export class AccessTokens {
  private readonly key;

  constructor(@Inject(CONFIGURATION) configuration: ApiConfiguration) {
    this.key = createSecretKey(configuration.JWT_SECRET, 'utf8');
  }

  issue(personId: string, sessionId: string): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(personId)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
      .sign(this.key);
  }

  /** Returns undefined for an invalid or expired token. */
  async verify(token: string): Promise<Caller | undefined> {
    return jwtVerify<{ sid?: string }>(token, this.key, { issuer: ISSUER, algorithms: [ALGORITHM] }).then(
      ({ payload: { sub, sid } }) => (sub === undefined ? undefined : { personId: sub, sessionId: sid }),
      () => undefined,
    );
  }
}
