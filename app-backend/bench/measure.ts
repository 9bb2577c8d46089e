import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Answer, difference } from './equal-answers.js';
import type { Job, Load } from './load.js';
import type { Operation, Request } from './operations.js';
import type { Name, Server } from './servers.js';
import { quantile } from './statistics.js';

/** What one server did in one round. */
export interface Sample {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time per request; undefined where it isn't measured. */
  apiMs: number | undefined;
  postgresMs: number | undefined;
}

export type Samples = Record<Name, Sample[]>;

/** Compiled code and caches settle before the first round, and connections before each. */
const FIRST_WARM_UP_SECONDS = 1;
const WARM_UP_SECONDS = 0.1;

export interface Rounds {
  pairs: number;
  seconds: number;
  connections: number;
  postgresPid: number | undefined;
  /** Waits for what the last server still does when its clients are gone: it would slow the next one. */
  untilIdle: () => Promise<void>;
}

/** Sends requests from a process of its own. */
export class LoadProcess {
  private readonly child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'), { execArgv: [] });

  async run(job: Job): Promise<Load> {
    const load = await new Promise<Load>((resolve, reject) => {
      this.child.once('message', resolve);
      this.child.once('exit', (code) => reject(new Error(`The process that sends requests exited with ${code}.`)));
      this.child.send(job);
    });
    this.child.removeAllListeners();
    const failure = failureOf(load);
    if (failure) throw new Error(`${job.url}${job.requests[0]!.path}: ${failure}`);
    return load;
  }

  stop(): void {
    this.child.kill();
  }
}

/** Describes what failed, or returns undefined: errors are answered faster than requests, so they would flatter a server. */
export function failureOf({ answers, errors, statuses }: Pick<Load, 'answers' | 'errors' | 'statuses'>): string | undefined {
  if (errors > 0) return `${errors} requests got no answer.`;
  const refused = Object.entries(statuses).find(([status]) => !status.startsWith('2'));
  if (refused) return `${refused[1]} of ${answers} requests were answered with ${refused[0]}.`;
  return answers === 0 ? 'No request was answered.' : undefined;
}

/** Throws if a server answers a request otherwise than the first. */
export async function checkAnswers(operation: Operation, servers: readonly Server[]): Promise<void> {
  for (const request of operation.requests) {
    const [first, ...others] = await Promise.all(servers.map(async (server) => ({ server, answer: await ask(server, request) })));
    const { server, answer } = first!;
    if (answer.status >= 300) throw new Error(`${request.path}: "${server.name}" answers ${JSON.stringify(answer)}.`);
    for (const other of others) {
      const found = difference(answer, other.answer, operation.ignored);
      if (found)
        throw new Error(`${request.method} ${request.path}: the answer of "${other.server.name}" differs from "${server.name}": ${found}.`);
    }
  }
}

async function ask({ url }: Server, { path, ...request }: Request): Promise<Answer> {
  const headers = { ...request.headers, ...('idempotency-key' in request.headers && { 'idempotency-key': crypto.randomUUID() }) };
  const answer = await fetch(`${url}${path}`, { ...request, headers });
  const contentType = answer.headers.get('content-type')?.split(';')[0] ?? '';
  return { status: answer.status, contentType, body: await answer.json() };
}

/** Measures one server after the other, round by round. */
export async function measure(operation: Operation, servers: readonly Server[], rounds: Rounds): Promise<Samples> {
  const samples: Samples = { ours: [], usual: [], ceiling: [] };
  const { requests } = operation;
  const { connections, seconds, postgresPid, untilIdle } = rounds;
  const load = new LoadProcess();
  try {
    const run = async ({ url, pid }: Server, warmUpSeconds: number) => {
      await untilIdle();
      return load.run({ url, requests, connections, warmUpSeconds, seconds, apiPid: pid, postgresPid });
    };
    for (const server of servers) await run(server, FIRST_WARM_UP_SECONDS);
    for (let round = 0; round < rounds.pairs; round++)
      for (const server of servers) samples[server.name].push(toSample(await run(server, WARM_UP_SECONDS)));
  } finally {
    load.stop();
  }
  return samples;
}

const toSample = ({ answers, seconds, latenciesMs, apiMs, postgresMs }: Load): Sample => ({
  perSecond: answers / seconds,
  p50Ms: quantile(latenciesMs, 0.5),
  p99Ms: quantile(latenciesMs, 0.99),
  apiMs: apiMs === undefined ? undefined : apiMs / answers,
  postgresMs: postgresMs === undefined ? undefined : postgresMs / answers,
});
