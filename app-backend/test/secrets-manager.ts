import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!expenses-AbCdEf';

type Answer = (response: ServerResponse) => void;

const answer =
  (status: number, body: object): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));

/** A local stand-in for Secrets Manager with one secret, which accepts only the SDK's signed requests. */
export class SecretsManager {
  readonly arn = ARN;
  /** Number of requests so far. */
  requests = 0;
  private respond: Answer = answer(400, {
    __type: 'ResourceNotFoundException',
    Message: "Secrets Manager can't find the specified secret.",
  });
  private readonly server = createServer((request, response) => void this.receive(request, response));

  static async start(): Promise<SecretsManager> {
    const manager = new SecretsManager();
    await new Promise<void>((resolve) => manager.server.listen(0, '127.0.0.1', resolve));
    return manager;
  }

  /** Environment variables that direct the SDK to this server. */
  get environment(): Record<string, string> {
    const { port } = this.server.address() as { port: number };
    return { AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'made-up' };
  }

  /** Sets the secret; RDS's own secrets hold JSON. */
  hold(secret: object | string): void {
    this.respond = answer(200, {
      ARN,
      SecretString: typeof secret === 'string' ? secret : JSON.stringify({ engine: 'postgres', ...secret }),
    });
  }

  deny(): void {
    this.respond = answer(400, {
      __type: 'AccessDeniedException',
      Message: 'This role is not authorized to perform: secretsmanager:GetSecretValue',
    });
  }

  /** Accepts requests without answering. */
  hang(): void {
    this.respond = () => undefined;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { SecretId } = (await json(request)) as { SecretId?: string };
    const { 'x-amz-target': target, authorization } = request.headers;
    const isValid =
      target === 'secretsmanager.GetSecretValue' &&
      SecretId === ARN &&
      authorization?.startsWith('AWS4-HMAC-SHA256') &&
      authorization.includes('/eu-central-1/secretsmanager/');
    this.requests += 1;
    (isValid ? this.respond : answer(400, { __type: 'InvalidRequestException', Message: 'The request is not as the AWS SDK sends it.' }))(
      response,
    );
  }
}
