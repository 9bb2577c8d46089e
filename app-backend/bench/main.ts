import { startEnvironment } from './environment.js';
import { machine } from './machine.js';
import { checkAnswers, measure } from './measure.js';
import { buildOperations, OPERATIONS } from './operations.js';
import { type Options, readOptions } from './options.js';
import { memoryMb } from './processor-time.js';
import { atEnd, runProgram } from './program.js';
import { BEGIN, conditions, type Measured, startTable, table, writeGenerated } from './report.js';
import { buildServers, bundleMb, type Name, NAMES, type Server, startServer } from './servers.js';
import { measureStartUp } from './start-up.js';

/** Measures the API beside a usual server and a bare one. See README.md. */
async function run(options: Options, args: string[]): Promise<void> {
  console.log('Building the servers');
  await buildServers();
  const environment = await startEnvironment();
  atEnd(environment.stop);
  const servers = await startServers(environment.variables);

  const people = [];
  for (let index = 0; index < options.people; index++) people.push(await environment.createPerson(servers[0]!.url, options.transactions));
  await environment.settle();

  const chosen = (name: string) => options.only.length === 0 || options.only.includes(name);
  const operations = (await buildOperations(people, environment)).filter(({ name }) => chosen(name));
  for (const operation of operations) await checkAnswers(operation, servers);
  console.log(`${machine(environment.postgresVersion, environment.hasRedis)}. The answers are equal.`);

  const measured: Measured[] = [];
  for (const operation of operations) {
    const { name, title, isCold = false } = operation;
    if (isCold && !environment.hasRedis) {
      console.log(`${name} is not measured: it needs redis-server on the PATH.`);
      measured.push({ name, title, samples: undefined });
      continue;
    }
    console.log(`Measuring ${name}`);
    await environment.setCold(isCold);
    const { postgresPid, untilIdle } = environment;
    measured.push({ name, title, samples: await measure(operation, servers, { ...options, postgresPid, untilIdle }) });
  }
  const peaks = Object.fromEntries(servers.map(({ name, pid }) => [name, memoryMb(pid)?.peak])) as Record<Name, number | undefined>;
  await Promise.all(servers.map((server) => server.stop()));

  const tables = measured.length > 0 ? [table(measured)] : [];
  if (chosen('start')) {
    console.log('Measuring start');
    const bundles = Object.fromEntries(NAMES.map((name) => [name, bundleMb(name)])) as Record<Name, number | undefined>;
    tables.push(startTable(await measureStartUp(environment.variables, Math.ceil(options.pairs / 2)), peaks, bundles));
  }
  const generated = [conditions(options, args, machine(environment.postgresVersion, environment.hasRedis)), ...tables].join('\n\n');
  console.log(`\n${generated}\n`);
  if (options.isWholeRun) writeGenerated(BEGIN, generated);
}

async function startServers(variables: Record<string, string>): Promise<Server[]> {
  const servers = [];
  for (const name of NAMES) {
    const server = await startServer(name, variables);
    atEnd(server.stop);
    servers.push(server);
  }
  return servers;
}

const args = process.argv.slice(2);
await runProgram(() => run(readOptions(args, [...OPERATIONS, 'start']), args));
