import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { MemoryCache } from '../cache/memory-cache.js';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { Problem } from '../errors/problems.js';

const ADDRESS_SECONDS = 60;

/** Anyone who knows the password needs few attempts. */
const TRIES_PER_ACCOUNT = 20;
const ACCOUNT_SECONDS = 15 * 60;

/** A refresh costs far less than hashing a password, and a site sends those of all its users. */
const REFRESHES_PER_TRY = 10;

/** A client refreshes once in the 15 minutes that an access token lives. */
const REFRESHES_PER_SESSION = 60;
const SESSION_SECONDS = 15 * 60;

/**
 * Limits password attempts and refreshes. Redis counts for all tasks together; without it, each task counts on its own.
 * rate-limiter-flexible and @fastify/rate-limit are unsuitable: they count in Lua, which not every Redis-compatible server runs, and
 * wait for a Redis that hangs.
 */
@Injectable()
export class Limits {
  private readonly localCounts = new MemoryCache();

  constructor(
    private readonly cache: Cache,
    @Inject(CONFIGURATION) private readonly configuration: ApiConfiguration,
  ) {}

  /** Counts an attempt from an address, for any account. */
  countAddress(address: string): Promise<void> {
    return this.count(`address:${network(address)}`, this.configuration.AUTH_TRIES_PER_MINUTE, ADDRESS_SECONDS);
  }

  /** Counts an attempt for an account, existing or not, from any address. */
  countAccount(account: string): Promise<void> {
    return this.count(`account:${account}`, TRIES_PER_ACCOUNT, ACCOUNT_SECONDS);
  }

  /** Counts a refresh from an address, whether or not its session exists. */
  countRefresh(address: string): Promise<void> {
    return this.count(`refresh:${network(address)}`, this.configuration.AUTH_TRIES_PER_MINUTE * REFRESHES_PER_TRY, ADDRESS_SECONDS);
  }

  /** Counts a refresh of a session, from any address. */
  countSession(sessionId: string): Promise<void> {
    return this.count(`session:${sessionId}`, REFRESHES_PER_SESSION, SESSION_SECONDS);
  }

  private async count(subject: string, limit: number, seconds: number): Promise<void> {
    const now = Date.now() / 1000;
    const window = Math.floor(now / seconds);
    // Hashed, so that Redis learns no addresses or emails.
    const key = `limit:${createHash('sha256').update(subject).digest('base64url')}:${window}`;
    const tries = (await this.cache.increment(key, seconds)) ?? (await this.localCounts.increment(key, seconds));
    if (tries <= limit) return;
    const wait = Math.ceil((window + 1) * seconds - now);
    throw new Problem('too-many-tries', `Wait ${wait} seconds, then try again.`, undefined, wait);
  }
}

/** Reduces an IPv6 address to its /64, all of which one client controls. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right].slice(0, 4).join(':');
}
