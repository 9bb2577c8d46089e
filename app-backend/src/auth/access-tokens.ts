import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { ExpiringMap } from '../cache/expiring-map.js';
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
  private readonly verified = new ExpiringMap<Caller>();

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

  /**
   * Returns undefined for an invalid or expired token. Remembers a verified one until it expires, since verifying costs more than most
   * queries. Nothing else would end it: an access token outlives its session by up to 15 minutes.
   */
  async verify(token: string): Promise<Caller | undefined> {
    const caller = this.verified.get(token);
    if (caller) return caller;
    return jwtVerify<{ sid?: string }>(token, this.key, { issuer: ISSUER, algorithms: [ALGORITHM] }).then(
      ({ payload: { sub, sid, exp } }) => {
        if (sub === undefined || exp === undefined) return undefined;
        const verified = { personId: sub, sessionId: sid };
        this.verified.set(token, verified, exp * 1000);
        return verified;
      },
      () => undefined,
    );
  }
}
