import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'expenses-api';
const ALGORITHM = 'HS256';

/** Short-lived proofs of who one is, which no database has to be asked for. */
@Injectable()
export class AccessTokens {
  private readonly key;

  constructor(@Inject(CONFIGURATION) configuration: ApiConfiguration) {
    this.key = createSecretKey(configuration.JWT_SECRET, 'utf8');
  }

  issue(personId: string): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(personId)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
      .sign(this.key);
  }

  /** The person's id, or nothing when the token is not one of ours or has expired. */
  async verify(token: string): Promise<string | undefined> {
    return jwtVerify(token, this.key, { issuer: ISSUER, algorithms: [ALGORITHM] }).then(
      ({ payload }) => payload.sub,
      () => undefined,
    );
  }
}
