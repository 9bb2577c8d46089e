import { setTimeout } from 'node:timers/promises';
import { eventually } from './eventually.js';

const WRITERS = 4;
const PAUSE_MS = 20;

/** A client that keeps creating expenses concurrently, repeating each with its key on any of the URLs until it is acknowledged. */
export class WritingClient {
  readonly acknowledged: string[] = [];
  /** Refusals of the API so far. */
  readonly refusals = new Set<string>();
  private isOver = false;
  private writers: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly urls: readonly string[],
    private readonly token: string,
    readonly personId: string,
  ) {}

  static async start(...urls: string[]): Promise<WritingClient> {
    const body = { email: `${crypto.randomUUID()}@example.com`, password: 'correct horse battery' };
    const { accessToken, user } = (await (await post(`${urls[0]}/v1/auth/register`, body, {})).json()) as {
      accessToken: string;
      user: { id: string };
    };
    const client = new WritingClient(urls, accessToken, user.id);
    client.writers = Promise.all(Array.from({ length: WRITERS }, () => client.writeUntilEnd()));
    return client;
  }

  get authorization() {
    return { authorization: `Bearer ${this.token}` };
  }

  /** Waits until more writes are acknowledged. */
  waitForMore(than = this.acknowledged.length): Promise<void> {
    return eventually('more writes are acknowledged', () => this.acknowledged.length > than + 3 * WRITERS);
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.writers;
  }

  private async writeUntilEnd(): Promise<void> {
    while (!this.isOver) this.acknowledged.push(await this.write());
  }

  private async write(): Promise<string> {
    const key = { 'idempotency-key': crypto.randomUUID() };
    for (let attempt = 0; ; attempt++) {
      const url = this.urls[attempt % this.urls.length];
      const answer = await post(
        `${url}/v1/expenses`,
        { amount: 1250, currency: 'EUR', date: '2026-11-24' },
        { ...this.authorization, ...key },
      ).catch(() => undefined);
      if (answer?.status === 201) return ((await answer.json()) as { id: string }).id;
      if (answer) this.refusals.add(`${answer.status}, ${answer.headers.get('retry-after') ? 'try again' : await answer.text()}`);
      await setTimeout(PAUSE_MS);
    }
  }
}

export const post = (url: string, body: object, headers: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
