import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import type { Scope } from './scopes.js';

/** So that people and programs that look for secrets in the wrong places know one by its looks. */
const PREFIX = 'exp_';

/** To the hour is exact enough, and spares a write a request. */
const USE_IS_NOTED_MS = 60 * 60 * 1000;

/** Tokens that people give to programs: random, known to the database only as a hash. */
@Injectable()
export class ApiTokens {
  constructor(private readonly tokens: ApiTokensRepository) {}

  static isOne(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** A new one, and what is kept of it. */
  make(): { token: string; hash: Buffer } {
    const token = PREFIX + randomBytes(32).toString('base64url');
    return { token, hash: hash(token) };
  }

  /** Nothing comes back for one that was never given, or has expired. */
  async verify(token: string): Promise<Caller | undefined> {
    const row = await this.tokens.valid(hash(token));
    if (!row) return undefined;
    if (!row.last_used_at || Date.now() - row.last_used_at.getTime() > USE_IS_NOTED_MS) await this.tokens.used(row.id);
    return { personId: row.person_id, scopes: row.scopes as Scope[] };
  }
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
