import { parseArgs } from 'node:util';
import { type Environment, type Person, startEnvironment, tokenFor } from './environment.js';
import { copyPerson, markEntries, withoutIndexes } from './growth-data.js';
import { type Read, readsOf } from './growth-reads.js';
import { type Column, GROWTH_BEGIN, growthTable, type Result } from './growth-table.js';
import { machine } from './machine.js';
import { atEnd, runProgram } from './program.js';
import { writeGenerated } from './report.js';
import { buildApi, startServer } from './servers.js';
import { median } from './statistics.js';

const MODEL_TRANSACTIONS = 1_000;
/** People of the many whose reads are measured, one after the other. */
const MEASURED_PEOPLE = 20;

const MOST_REQUESTS = 40;
const FEWEST_REQUESTS = 3;
const WARM_UP_REQUESTS = 2;
const SECONDS_PER_READ = 3;

/** Measures how reads grow with the transactions of one person, and with the number of people. See README.md. */
async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { sizes: { type: 'string', default: '10000,100000,1000000' }, people: { type: 'string', default: '10000' } },
  });
  const sizes = values.sizes.split(',').map(Number);
  const people = Number(values.people);

  console.log('Building the API');
  buildApi();
  const environment = await startEnvironment();
  atEnd(environment.stop);
  const api = await startServer('ours', environment.variables);
  atEnd(api.stop);
  // Each summary is computed.
  await environment.setCold(true);

  console.log(`Creating people with ${sizes.join(', ')} transactions`);
  const single: Person[] = [];
  await withoutIndexes(environment, async () => {
    for (const size of sizes) single.push(await createPerson(environment, api.url, size));
  });
  await environment.settle();
  const columns: Column[] = [];
  for (const [index, person] of single.entries()) columns.push(await measure(environment, api.url, count(sizes[index]!), [person]));

  console.log(`Creating ${people} people with ${MODEL_TRANSACTIONS} transactions each`);
  const many: Person[] = [];
  await withoutIndexes(environment, async () => {
    const model = await createPerson(environment, api.url, MODEL_TRANSACTIONS);
    const ids = await copyPerson(environment, model.id, people);
    for (const id of ids.slice(0, MEASURED_PEOPLE)) many.push({ id, token: await tokenFor(id) });
  });
  await environment.settle();
  columns.push(await measure(environment, api.url, `${count(people)} people × ${count(MODEL_TRANSACTIONS)}`, many));

  const command = ['npm run growth', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const generated = [
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`${command}\` in \`app-backend/bench\`: the median of up to`,
    `${MOST_REQUESTS} requests, one after the other. ${machine(environment.postgresVersion, environment.hasRedis)}.\n`,
    growthTable(columns),
  ].join('\n');
  console.log(`\n${generated}\n`);
  if (args.length === 0) writeGenerated(GROWTH_BEGIN, generated);
}

async function createPerson(environment: Environment, url: string, transactions: number): Promise<Person> {
  const person = await environment.createPerson(url, transactions);
  await markEntries(environment, person.id, transactions);
  return person;
}

async function measure(environment: Environment, url: string, title: string, people: readonly Person[]): Promise<Column> {
  console.log(`Measuring ${title}`);
  const perPerson: { person: Person; reads: Read[] }[] = [];
  for (const person of people) perPerson.push({ person, reads: await readsOf(environment, person.id) });
  const results = new Map<string, Result>();
  for (const [index, { title }] of perPerson[0]!.reads.entries())
    results.set(
      title,
      await time(
        url,
        perPerson.map(({ person, reads }) => ({ person, read: reads[index]! })),
      ),
    );
  return { title, results };
}

async function time(url: string, requests: { person: Person; read: Read }[]): Promise<Result> {
  let isRefused = false;
  const durations: number[] = [];
  const end = performance.now() + SECONDS_PER_READ * 1000;
  for (let index = 0; index < WARM_UP_REQUESTS + MOST_REQUESTS; index++) {
    if (durations.length >= FEWEST_REQUESTS && performance.now() > end) break;
    const { person, read } = requests[index % requests.length]!;
    const started = performance.now();
    const answer = await fetch(`${url}${read.path}`, { headers: { authorization: `Bearer ${person.token}` } });
    const text = await answer.text();
    isRefused = answer.status === 422 && text.includes(':too-much-to-add');
    if (!answer.ok && !isRefused) throw new Error(`${read.path}: ${answer.status} ${text}`);
    if (index >= WARM_UP_REQUESTS) durations.push(performance.now() - started);
  }
  return { ms: median(durations), isRefused };
}

const count = (number: number): string => number.toLocaleString('en');

await runProgram(() => run(process.argv.slice(2)));
