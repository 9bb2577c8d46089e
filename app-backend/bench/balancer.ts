import { Agent, createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const HEALTH_CHECK_MS = 1_000;
const FAILURES_UNTIL_UNHEALTHY = 2;
const POLL_MS = 20;

interface Target {
  url: string;
  agent: Agent;
  isHealthy: boolean;
  failures: number;
  underWay: number;
}

/**
 * Forwards requests to targets in turn, as AWS's load balancer does: only to those that pass their health checks, and never twice, so that
 * a lost request is an error. A deregistered target gets no new requests and finishes those under way.
 */
export class Balancer {
  private readonly targets = new Map<string, Target>();
  private next = 0;

  private constructor(
    private readonly server: Server,
    private readonly checks: NodeJS.Timeout,
  ) {}

  static async start(): Promise<Balancer> {
    const server = createServer((request, response) => balancer.forward(request, response));
    const balancer = new Balancer(
      server,
      setInterval(() => void balancer.check(), HEALTH_CHECK_MS),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds a target, and waits until it is healthy. */
  async register(url: string): Promise<void> {
    const target = { url, agent: new Agent({ keepAlive: true }), isHealthy: false, failures: 0, underWay: 0 };
    this.targets.set(url, target);
    while (!target.isHealthy) {
      await this.checkOne(target);
      await setTimeout(POLL_MS);
    }
  }

  /** Removes a target, and waits until it has answered what it got. */
  async deregister(url: string): Promise<void> {
    const target = this.targets.get(url)!;
    this.targets.delete(url);
    while (target.underWay > 0) await setTimeout(POLL_MS);
    target.agent.destroy();
  }

  stop(): void {
    clearInterval(this.checks);
    this.server.close();
    this.server.closeAllConnections();
    for (const { agent } of this.targets.values()) agent.destroy();
  }

  private async check(): Promise<void> {
    await Promise.all([...this.targets.values()].map((target) => this.checkOne(target)));
  }

  private async checkOne(target: Target): Promise<void> {
    const isOk = await fetch(`${target.url}/health/live`, { signal: AbortSignal.timeout(HEALTH_CHECK_MS) }).then(
      async (answer) => (await answer.arrayBuffer(), answer.ok),
      () => false,
    );
    target.failures = isOk ? 0 : target.failures + 1;
    target.isHealthy = isOk || (target.isHealthy && target.failures < FAILURES_UNTIL_UNHEALTHY);
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    const healthy = [...this.targets.values()].filter(({ isHealthy }) => isHealthy);
    const target = healthy[this.next++ % healthy.length];
    if (!target) return refuse(response, 503);
    target.underWay++;
    response.once('close', () => target.underWay--);
    const { method, url, headers } = request;
    const onward = send(
      `${target.url}${url}`,
      { method: method!, agent: target.agent, headers: { ...headers, 'x-forwarded-for': request.socket.remoteAddress! } },
      (answer) => {
        const { connection: _hop, 'keep-alive': _hint, ...kept } = answer.headers;
        response.writeHead(answer.statusCode!, kept);
        answer.pipe(response);
      },
    );
    onward.once('error', () => refuse(response, 502));
    request.pipe(onward);
  }
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}
