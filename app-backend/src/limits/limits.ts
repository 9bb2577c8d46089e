import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { MemoryCache } from '../cache/memory-cache.js';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { Problem } from '../errors/problems.js';

const ADDRESS_SECONDS = 60;

/** Whoever knows the password needs few. */
const TRIES_PER_ACCOUNT = 20;
const ACCOUNT_SECONDS = 15 * 60;

/**
 * How often passwords may be tried. Counted in Redis for all tasks together; without Redis each task counts by itself, and nobody is refused for that.
 * rate-limiter-flexible and @fastify/rate-limit count in Lua, which not every server with Redis's protocol runs, and wait for a Redis that hangs.
 */
@Injectable()
export class Limits {
  private readonly own = new MemoryCache();

  constructor(
    private readonly cache: Cache,
    @Inject(CONFIGURATION) private readonly configuration: ApiConfiguration,
  ) {}

  /** One more try from an address, at whatever account. */
  address(address: string): Promise<void> {
    return this.count(`address:${network(address)}`, this.configuration.AUTH_TRIES_PER_MINUTE, ADDRESS_SECONDS);
  }

  /** One more try at an account, which there may be or not, from whatever address. */
  account(account: string): Promise<void> {
    return this.count(`account:${account}`, TRIES_PER_ACCOUNT, ACCOUNT_SECONDS);
  }

  private async count(what: string, most: number, seconds: number): Promise<void> {
    const now = Date.now() / 1000;
    const window = Math.floor(now / seconds);
    // Hashed: who tries to sign in is nothing for Redis to know.
    const key = `limit:${createHash('sha256').update(what).digest('base64url')}:${window}`;
    const tries = (await this.cache.increment(key, seconds)) ?? (await this.own.increment(key, seconds));
    if (tries <= most) return;
    const wait = Math.ceil((window + 1) * seconds - now);
    throw new Problem('too-many-tries', `Wait ${wait} seconds, then try again.`, undefined, wait);
  }
}

/** Whoever has one IPv6 address has the whole /64 that it is in. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right].slice(0, 4).join(':');
}
