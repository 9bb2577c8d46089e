import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { MemoryCache } from '../cache/memory-cache.js';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { Problem } from '../errors/problems.js';

const ADDRESS_SECONDS = 60;

/** A site sends the attempts of all its users. */
const CLIENTS_PER_SITE = 10;

/** Anyone who knows the password needs few attempts. */
const TRIES = 20;
/** For all strangers together. Who fails from this many addresses locks out other strangers, but no device that logged in before. */
const TRIES_OF_STRANGERS = 100;
const ACCOUNT_SECONDS = 15 * 60;

/** Messages to one address, for one client or account, and for all together, so that no mailbox is flooded. */
const MESSAGES = 3;
const MESSAGES_OF_ALL = 10;
const MESSAGE_SECONDS = 60 * 60;

/** A refresh or a logout costs far less than hashing a password. */
const REFRESHES_PER_TRY = 10;

/** A client refreshes once in the 15 minutes that an access token lives. */
const REFRESHES_PER_SESSION = 60;
const SESSION_SECONDS = 15 * 60;

/** Where a request comes from. */
export interface Address {
  /** What the outermost trusted proxy saw. */
  connection: string;
  /**
   * What the caller says about its own client, as a site does. Anyone may say anything: that only divides the attempts of its own
   * connection, which has a limit too, and takes none from other connections.
   */
  client?: string | undefined;
}

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
  countAddress(address: Address): Promise<void> {
    return this.countAt(address, 'address', this.configuration.AUTH_TRIES_PER_MINUTE);
  }

  /** Counts an attempt to log in to an account, existing or not, from a device that never did. */
  async countStranger(account: string, address: Address): Promise<void> {
    await this.countAddress(address);
    // First, so that one client can't use up the attempts of all.
    await this.count(`account:${account} ${nameOf(address)}`, TRIES, ACCOUNT_SECONDS);
    await this.count(`account:${account}`, TRIES_OF_STRANGERS, ACCOUNT_SECONDS);
  }

  /** Counts an attempt from a device that has logged in to the account before. Strangers' attempts don't count for it. */
  countDevice(deviceId: string): Promise<void> {
    return this.count(`device:${deviceId}`, TRIES, ACCOUNT_SECONDS);
  }

  /** Counts an attempt to confirm the password of an open session. */
  countConfirmation(personId: string): Promise<void> {
    return this.count(`account:${personId}`, TRIES, ACCOUNT_SECONDS);
  }

  /** Counts a request of a message to an address, whether or not an account has it. */
  async countResetMessage(email: string, address: Address): Promise<void> {
    await this.countAddress(address);
    // First, so that one client can't use up the messages of all.
    await this.count(`message:${email} ${nameOf(address)}`, MESSAGES, MESSAGE_SECONDS);
    await this.count(`message:${email}`, MESSAGES_OF_ALL, MESSAGE_SECONDS);
  }

  /** Counts a request of a message from an account to a new address. */
  async countChangeMessage(personId: string, email: string): Promise<void> {
    await this.count(`message from:${personId}`, MESSAGES, MESSAGE_SECONDS);
    await this.count(`message:${email}`, MESSAGES_OF_ALL, MESSAGE_SECONDS);
  }

  /** Counts a refresh from an address, whether or not its session exists. */
  countRefresh(address: Address): Promise<void> {
    return this.countAt(address, 'refresh', this.configuration.AUTH_TRIES_PER_MINUTE * REFRESHES_PER_TRY);
  }

  /** Counts a logout from an address, whether or not its session exists. */
  countLogout(address: Address): Promise<void> {
    return this.countAt(address, 'logout', this.configuration.AUTH_TRIES_PER_MINUTE * REFRESHES_PER_TRY);
  }

  /** Counts a refresh of a session, from any address. */
  countSession(sessionId: string): Promise<void> {
    return this.count(`session:${sessionId}`, REFRESHES_PER_SESSION, SESSION_SECONDS);
  }

  private async countAt(address: Address, kind: string, limit: number): Promise<void> {
    await this.count(`${kind}:${nameOf(address)}`, limit, ADDRESS_SECONDS);
    if (address.client) await this.count(`${kind} of a site:${network(address.connection)}`, limit * CLIENTS_PER_SITE, ADDRESS_SECONDS);
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

const nameOf = ({ connection, client }: Address): string => network(connection) + (client ? ` for ${network(client)}` : '');

/** Reduces an IPv6 address to its /64, all of which one client controls. */
function network(typed: string): string {
  // A server that listens on IPv6 sees IPv4 addresses like this.
  const address = typed.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right].slice(0, 4).join(':');
}
