import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import type { Scope } from './scopes.js';

/** Makes leaked tokens recognisable to people and secret scanners. */
const PREFIX = 'exp_';

/** A precision of one hour saves a database write per request. */
const LAST_USED_PRECISION_MS = 60 * 60 * 1000;

/** Issues and verifies API tokens: random strings of which the database knows only the hash. */
@Injectable()
export class ApiTokens {
  constructor(private readonly tokens: ApiTokensRepository) {}

  static isApiToken(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** Generates a token and the hash to store. */
  generate(): { token: string; hash: Buffer } {
    const token = PREFIX + randomBytes(32).toString('base64url');
    return { token, hash: hash(token) };
  }

  /** Returns undefined for an unknown or expired token. */
  async verify(token: string): Promise<Caller | undefined> {
    const row = await this.tokens.findValid(hash(token));
    if (!row) return undefined;
    if (!row.last_used_at || Date.now() - row.last_used_at.getTime() > LAST_USED_PRECISION_MS) await this.tokens.markUsed(row.id);
    return { personId: row.person_id, scopes: row.scopes as Scope[] };
  }
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
