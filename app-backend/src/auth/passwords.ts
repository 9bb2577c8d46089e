import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { parallelism: 1, memory: 19 * 1024, passes: 2, tagLength: 32 } as const;

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** Encodes as base64 without padding, as the PHC string format requires. */
const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

const format = (salt: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${encode(salt)}$${encode(tag)}`;

/** Makes a password the same however a keyboard composes its letters and spaces (RFC 8265, OpaqueString). */
export const normalizePassword = (password: string): string => password.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC');

@Injectable()
export class Passwords {
  /** Compared with when the person is unknown, so that the login takes as long. Random: computing a real one would slow the start. */
  private readonly dummyHash = format(randomBytes(16), randomBytes(COST.tagLength));

  async hash(typed: string): Promise<string> {
    const password = normalizePassword(typed);
    const salt = randomBytes(16);
    const tag = await derive('argon2id', { ...COST, message: password, nonce: salt });
    return format(salt, tag);
  }

  /**
   * Accepts the password as it was typed too, since the first releases hashed that.
   * @param stored the result of {@link hash}, or undefined if the person does not exist.
   */
  async verify(typed: string, stored: string | undefined): Promise<boolean> {
    const password = normalizePassword(typed);
    return (await this.matches(password, stored)) || (typed !== password && (await this.matches(typed, stored)));
  }

  /** Hashes a verified password anew if it was hashed as it was typed. */
  async rehash(typed: string, stored: string): Promise<string | undefined> {
    const password = normalizePassword(typed);
    return typed === password || (await this.matches(password, stored)) ? undefined : this.hash(password);
  }

  private async matches(password: string, stored: string | undefined): Promise<boolean> {
    const [, , , cost, salt, tag] = (stored ?? this.dummyHash).split('$');
    const [, memory, passes, parallelism] = cost?.match(/^m=(\d+),t=(\d+),p=(\d+)$/) ?? [];
    const expected = Buffer.from(tag ?? '', 'base64');
    const actual = await derive('argon2id', {
      message: password,
      nonce: Buffer.from(salt ?? '', 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    });
    return timingSafeEqual(actual, expected) && stored !== undefined;
  }
}
