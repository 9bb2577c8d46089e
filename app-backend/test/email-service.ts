import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { eventually } from './eventually.js';

const REGION = 'eu-central-1';
const SENDER = 'expenses@example.com';

interface SentMessage {
  from: string;
  to: string;
  subject: string;
  text: string;
}

/** What the SDK sends. */
interface SendEmail {
  FromEmailAddress: string;
  Destination: { ToAddresses: string[] };
  Content: { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };
}

/** A local stand-in for Amazon SES. It accepts only the SDK's signed requests, keeps the messages, and serves them to other processes. */
export class EmailService {
  readonly messages: SentMessage[] = [];
  private readonly read = new Set<SentMessage>();
  private refusal: string | undefined;
  private readonly server = createServer((request, response) => void this.receive(request, response));

  private constructor(private readonly onMessage: (message: SentMessage) => void) {}

  static async start(onMessage: (message: SentMessage) => void = () => undefined): Promise<EmailService> {
    const service = new EmailService(onMessage);
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** Environment variables that direct the SDK to this server. */
  get sdkEnvironment(): Record<string, string> {
    return { AWS_ENDPOINT_URL_SESV2: this.url, AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'made-up' };
  }

  /** The API's settings for a sender. */
  configuration(siteUrl = 'https://expenses.example.com') {
    return { MAIL_SENDER: SENDER, AWS_REGION: REGION, SITE_URL: siteUrl };
  }

  /** Refuses messages, as SES does with those to unverified addresses while the account is in its sandbox. */
  refuse(message: string | undefined): void {
    this.refusal = message;
  }

  /** Waits for a message to an address that was not returned before. */
  async next(to: string): Promise<SentMessage> {
    const unread = () => this.messages.find((message) => message.to === to && !this.read.has(message));
    await eventually(`a message to ${to}`, () => unread() !== undefined);
    const message = unread()!;
    this.read.add(message);
    return message;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return void response.end(JSON.stringify(this.messages));
    const { authorization } = request.headers;
    const isSigned = authorization?.startsWith('AWS4-HMAC-SHA256') && authorization.includes(`/${REGION}/ses/`);
    if (request.url !== '/v2/email/outbound-emails' || !isSigned)
      return this.answer(response, 400, { message: 'The request is not as the AWS SDK sends it.' }, 'BadRequestException');
    const { FromEmailAddress: from, Destination, Content } = (await json(request)) as SendEmail;
    const { Subject, Body } = Content.Simple;
    if (this.refusal !== undefined) return this.answer(response, 400, { message: this.refusal }, 'MessageRejected');
    const message = { from, to: Destination.ToAddresses.join(), subject: Subject.Data, text: Body.Text.Data };
    this.messages.push(message);
    this.onMessage(message);
    this.answer(response, 200, { MessageId: String(this.messages.length) });
  }

  private answer(response: ServerResponse, status: number, body: object, error?: string): void {
    response
      .writeHead(status, { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) })
      .end(JSON.stringify(body));
  }
}

/** Returns the token of the link in a message. */
export const tokenIn = (text: string): string => /#([\w-]+)$/m.exec(text)![1]!;
