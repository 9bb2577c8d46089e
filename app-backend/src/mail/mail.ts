import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { Problem } from '../errors/problems.js';
import type { Message } from './message.js';
import { sendWithSes } from './ses.js';

/** Sends messages, if there is a sender. */
@Injectable()
export class Mail implements OnApplicationShutdown {
  private readonly log = new Logger(Mail.name);
  private readonly unfinished = new Set<Promise<void>>();

  constructor(@Inject(CONFIGURATION) private readonly configuration: ApiConfiguration) {}

  get hasSender(): boolean {
    return this.configuration.MAIL_SENDER !== undefined;
  }

  requireSender(): void {
    if (!this.hasSender)
      throw new Problem('no-mail', 'This service has no sender for email, so it can send you no link. Ask the people who run it.');
  }

  /** Returns the URL of a page of the site. Browsers send the fragment, and so the token, to no server: no log and no referrer has it. */
  link(path: string, token?: string): string {
    return `${this.configuration.SITE_URL}${path}${token ? `#${token}` : ''}`;
  }

  async send(message: Message): Promise<void> {
    const { MAIL_SENDER: sender, AWS_REGION: region } = this.configuration;
    if (sender && region) await sendWithSes(sender, region, message);
  }

  /** Does what takes longer for an address that is known, without the request waiting for it. Logs a failure, but no message. */
  inBackground(work: () => Promise<void>): void {
    const done: Promise<void> = setImmediate()
      .then(work)
      .catch((error: unknown) => this.log.error({ err: error }, 'A message was not sent'))
      .finally(() => void this.unfinished.delete(done));
    this.unfinished.add(done);
  }

  /** Runs before the database closes, whose module is global. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.unfinished);
  }
}
