import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Balancer } from './balancer.js';
import { startEnvironment } from './environment.js';
import { enduranceConditions, enduranceTable, growing, type Life } from './endurance-report.js';
import { machine } from './machine.js';
import { LoadProcess } from './measure.js';
import { measureMemory, type Memory } from './memory.js';
import { buildMix } from './mix.js';
import { atEnd, runProgram } from './program.js';
import { BEGIN_ENDURANCE, writeGenerated } from './report.js';
import { buildApi } from './servers.js';
import { startTask, type Task, terminate } from './task.js';

/**
 * Sends mixed requests to two tasks behind a load balancer for minutes, replaces one of them meanwhile, and fails if a request fails or if
 * a task's memory grows. See README.md.
 */
const PEOPLE = 10;
const TRANSACTIONS = 5_000;
const CONNECTIONS = 20;
/** The run has ten periods: of a minute each by default. */
const PERIODS = 10;
const DEFAULT_MINUTES = 10;
const WARM_UP_SECONDS = 10;
const MAXIMUM_SECONDS = 20;

async function run(args: string[]): Promise<void> {
  const minutes = readMinutes(args);
  console.log('Building the API');
  buildApi();
  const environment = await startEnvironment();
  atEnd(environment.stop);
  const balancer = await Balancer.start();
  atEnd(async () => balancer.stop());
  const start = async (): Promise<Task> => {
    const task = await startTask(environment.variables);
    atEnd(task.stop);
    await balancer.register(task.url);
    return task;
  };
  const [stays, leaves] = [await start(), await start()];
  const people = [];
  for (let index = 0; index < PEOPLE; index++) people.push(await environment.createPerson(stays.url, TRANSACTIONS));
  await environment.settle();

  const load = new LoadProcess();
  atEnd(async () => load.stop());
  const job = {
    ...(await buildMix(people, environment)),
    url: balancer.url,
    connections: CONNECTIONS,
    apiPid: stays.pid,
    postgresPid: environment.postgresPid,
  };
  console.log(`Measuring the maximum for ${MAXIMUM_SECONDS} s`);
  const { answers, seconds } = await load.run({ ...job, warmUpSeconds: WARM_UP_SECONDS, seconds: MAXIMUM_SECONDS });
  const maximum = answers / seconds;
  const rate = Math.round(maximum / 2);

  console.log(`Sending ${rate} requests a second for ${minutes} min`);
  const end = performance.now() + minutes * 60_000;
  const running = load.run({ ...job, rate, warmUpSeconds: 0, seconds: minutes * 60 });
  // Rejects as soon as either fails.
  const [sent, { lives, replacementMs }] = await Promise.all([running, live(end, (minutes * 60_000) / PERIODS)]);

  const conditions = enduranceConditions({
    minutes,
    rate,
    maximum,
    args,
    machine: machine(environment.postgresVersion, environment.hasRedis),
  });
  const generated = `${conditions}\n\n${enduranceTable(sent, lives, replacementMs)}`;
  console.log(`\n${generated}\n`);
  const grown = growing(lives);
  if (grown.length > 0) throw new Error(grown.join('\n'));
  if (minutes >= DEFAULT_MINUTES) writeGenerated(BEGIN_ENDURANCE, generated);

  /** Measures the tasks in the second and the last period of their lives, and replaces one of them in between. */
  async function live(until: number, periodMs: number): Promise<{ lives: Life[]; replacementMs: number }> {
    const measure = (task: Task): Promise<Memory> => measureMemory(task, periodMs);
    await setTimeout(periodMs);
    const [staysFirst, leavesFirst] = await Promise.all([measure(stays), measure(leaves)]);
    await setTimeout(periodMs);
    const leavesLast = await measure(leaves);

    const began = performance.now();
    await balancer.deregister(leaves.url);
    await terminate(leaves);
    const comes = await start();
    const replacementMs = performance.now() - began;

    await setTimeout(periodMs);
    const comesFirst = await measure(comes);
    await setTimeout(Math.max(0, until - performance.now() - periodMs));
    const [staysLast, comesLast] = await Promise.all([measure(stays), measure(comes)]);
    return {
      lives: [
        { name: 'the task that stays', second: staysFirst, last: staysLast },
        { name: 'the task that leaves', second: leavesFirst, last: leavesLast },
        { name: 'the task that replaces it', second: comesFirst, last: comesLast },
      ],
      replacementMs,
    };
  }
}

function readMinutes(args: string[]): number {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: String(DEFAULT_MINUTES) } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: it must be a number above 0.`);
  return minutes;
}

await runProgram(() => run(process.argv.slice(2)));
