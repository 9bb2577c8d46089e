import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import type { PersonRow } from '../database/tables.js';

type Account = Pick<PersonRow, 'id' | 'password_hash'>;

/**
 * Recognises devices that have logged in to an account before, so that others' failed attempts don't lock its owner out. A token grants
 * nothing but attempts of its own; it holds no secret of the account and is void once the password changes.
 */
@Injectable()
export class KnownDevices {
  private readonly key: Buffer;

  constructor(@Inject(CONFIGURATION) { JWT_SECRET }: ApiConfiguration) {
    this.key = createHmac('sha256', JWT_SECRET).update('device tokens').digest();
  }

  issue(account: Account, family: string): string {
    return `${family}.${this.sign(account, family).toString('base64url')}`;
  }

  /** Returns the login that the token comes from, or undefined if it isn't one of this account. */
  idOf(token: string | undefined, account: Account | undefined): string | undefined {
    const [family, signature] = token?.split('.') ?? [];
    if (!account || !family || !signature) return undefined;
    const [expected, actual] = [this.sign(account, family), Buffer.from(signature, 'base64url')];
    return actual.length === expected.length && timingSafeEqual(actual, expected) ? family : undefined;
  }

  private sign({ id, password_hash }: Account, family: string): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([id, password_hash, family]))
      .digest();
  }
}
