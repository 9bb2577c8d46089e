import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import autocannon, { type Request } from 'autocannon';
import { CREATED } from './created.ts';
import { postgresMs, processorMs } from './processor-time.ts';

/** A process of its own, so that sending requests costs no server its time. Runs one job per message. */
export interface Job {
  url: string;
  /** A path may contain {@link CREATED}; then every POST must answer with an id. */
  requests: { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; headers: Record<string, string>; body?: string }[];
  /** How many requests belong together, such as a creation and the edit of what it created. */
  requestsPerCycle?: number;
  connections: number;
  /** Requests per second over all connections; as many as are answered by default. */
  rate?: number;
  /** From the first answer until the count begins. */
  warmUpSeconds: number;
  seconds: number;
  apiPid: number;
  postgresPid: number | undefined;
}

/** What happened after the warm-up. */
export interface Load {
  answers: number;
  seconds: number;
  latenciesMs: number[];
  /** Answers per status, including the warm-up. */
  statuses: Record<string, number>;
  /** Requests without an answer, including the warm-up. */
  errors: number;
  /** Processor time; undefined where it isn't measured. */
  apiMs: number | undefined;
  postgresMs: number | undefined;
}

const FIRST_ANSWER_SECONDS = 30;
const SAMPLE_MS = 20;

async function run(job: Job): Promise<Load> {
  const { url, requests, requestsPerCycle = 1, connections, rate, warmUpSeconds, seconds } = job;
  const prepared = requests.map(requests.some(({ path }) => path.includes(CREATED)) ? prepareInContext : prepare);
  const statuses: Record<string, number> = {};
  let latenciesMs: number[] = [];
  let next = 0;
  const options: autocannon.Options = {
    url,
    connections,
    ...(rate !== undefined && { overallRate: rate }),
    duration: FIRST_ANSWER_SECONDS + warmUpSeconds + seconds,
    // autocannon stops at a sample.
    sampleInt: SAMPLE_MS,
    // Each connection starts elsewhere in the list, so that they don't all send the same request.
    setupClient: (client) => client.setRequests(rotate(prepared, requestsPerCycle * next++)),
  };
  const ended = Promise.withResolvers<autocannon.Result>();
  const answered = Promise.withResolvers<void>();
  const instance = autocannon(options, (error: Error | null, result) => (error ? ended.reject(error) : ended.resolve(result)));
  instance.on('response', (_client, status, _bytes, milliseconds) => {
    answered.resolve();
    latenciesMs.push(milliseconds);
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  await Promise.race([answered.promise, ended.promise]);
  await setTimeout(warmUpSeconds * 1000);
  const [before, counted] = [readClocks(job), (latenciesMs = [])];
  await setTimeout(seconds * 1000);
  const after = readClocks(job);
  // What is answered until autocannon stops doesn't count.
  latenciesMs = [];
  instance.stop();
  const { errors, timeouts } = await ended.promise;
  return {
    answers: counted.length,
    seconds: (after.now - before.now) / 1000,
    latenciesMs: counted,
    statuses,
    errors: errors + timeouts,
    apiMs: passed(before.api, after.api),
    postgresMs: passed(before.postgres, after.postgres),
  };
}

const readClocks = ({ apiPid, postgresPid }: Job) => ({
  now: performance.now(),
  api: processorMs(apiPid),
  postgres: postgresMs(postgresPid),
});

const passed = (start: number | undefined, end: number | undefined): number | undefined =>
  start === undefined || end === undefined ? undefined : end - start;

const prepare = ({ headers, ...request }: Job['requests'][number]): Request => {
  if (!('idempotency-key' in headers)) return { ...request, headers };
  return { ...request, setupRequest: (all) => ({ ...all, headers: { ...all.headers, ...headers, 'idempotency-key': randomUUID() } }) };
};

/** Remembers what a POST created, for the requests that follow. */
const prepareInContext = (request: Job['requests'][number]): Request => ({
  ...request,
  setupRequest: (all, context: { created?: string }) => ({
    ...all,
    path: request.path.replace(CREATED, context.created ?? CREATED),
    headers: { ...all.headers, ...request.headers, ...('idempotency-key' in request.headers && { 'idempotency-key': randomUUID() }) },
  }),
  ...(request.method === 'POST' && {
    onResponse: (_status, body, context: { created?: string }) => {
      context.created = (JSON.parse(body) as { id: string }).id;
    },
  }),
});

const rotate = <T>(items: T[], by: number): T[] => [...items.slice(by % items.length), ...items.slice(0, by % items.length)];

process.on('message', (job: Job) => void run(job).then((load) => process.send!(load)));
