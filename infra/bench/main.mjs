// Measures the synthesis of the CDK app beside that of the smallest app, and writes the table in infra/docs/benchmarks.md: README.md.
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

/** Fewer rounds show that it runs, and rewrite nothing. */
const FEWEST = 5;
const rounds = Number(process.argv[2] ?? FEWEST);
/** Our synthesis may take this many times what a C# app with as many plain resources takes. */
const GOAL = 1.3;

const bench = import.meta.dirname;
const root = join(bench, '../..');
const document = join(root, 'infra/docs/benchmarks.md');
const [begin, end] = ['<!-- Written by npm start in infra/bench: -->', '<!-- end -->'];

const { app: command, context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
const output = mkdtempSync(join(tmpdir(), 'expenses-synthesis-'));
const PATH = `${join(root, 'infra/node_modules/.bin')}:${process.env.PATH}`;

/** Runs a program at the top of the repository, and returns the seconds it took. */
function seconds(program, args, variables = {}) {
  const started = performance.now();
  execFileSync(program, args, { cwd: root, env: { ...process.env, PATH, ...variables }, stdio: ['ignore', 'ignore', 'pipe'] });
  return (performance.now() - started) / 1000;
}

/** As the CDK's CLI starts it. */
const program = (app) => {
  const [name, ...args] = app.split(' ');
  return seconds(name, args, { CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context) });
};

const synth = (app) => seconds('cdk', ['synth', '--quiet', '--app', app, '--output', output]);

/** Counts the resources of all templates. */
const resources = () =>
  globSync('**/*.template.json', { cwd: output })
    .map((file) => Object.keys(JSON.parse(readFileSync(join(output, file), 'utf8')).Resources ?? {}).length)
    .reduce((sum, count) => sum + count, 0);

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** Replaces what is between the markers. */
function replaceTable(generated) {
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end, text.indexOf(begin))];
  if (from < 0 || to < 0) throw new Error(`${document} has no lines "${begin}" and "${end}" in this order.`);
  writeFileSync(document, `${text.slice(0, from + begin.length)}\n\n${generated}\n\n${text.slice(to)}`);
}

try {
  const csharp = command.replace('infra/src/Pipelines', 'infra/bench/csharp');
  const ours = { name: 'this app', app: command };
  program(ours.app);
  ours.resources = resources();
  const apps = [
    { name: 'one resource, TypeScript', app: 'node infra/bench/typescript/app.ts' },
    { name: 'one resource, C#', app: csharp },
    { name: 'plain resources, C#', app: `${csharp} -- ${ours.resources}` },
    ours,
  ].map((each) => ({ ...each, program: [], synth: [] }));

  // The first round builds, and warms up the file caches.
  for (let round = 0; round <= rounds; round++) {
    for (const each of apps) {
      rmSync(output, { recursive: true, force: true });
      const measured = { program: program(each.app), synth: synth(each.app) };
      each.resources = resources();
      if (round > 0) for (const name of ['program', 'synth']) each[name].push(measured[name]);
    }
    console.log(`round ${round} of ${rounds}`);
  }

  const [, floor, plain, own] = apps;
  const perResource = (app) => (1000 * (median(app.synth) - median(floor.synth))) / (app.resources - floor.resources);
  const rows = apps.map((app) => [
    app.name,
    median(app.program).toFixed(2),
    median(app.synth).toFixed(2),
    app.resources,
    app.resources > floor.resources ? perResource(app).toFixed(1) : '–',
  ]);
  const limit = GOAL * median(plain.synth);
  const verdict = median(own.synth) <= limit ? 'met' : '**missed**';
  const generated = [
    [
      `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm start\` in \`infra/bench\`: medians of ${rounds} rounds, in turns.`,
      `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, ${platform()}, ` +
        `.NET ${execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim()}, ` +
        `Node ${execFileSync('node', ['--version'], { env: { ...process.env, PATH }, encoding: 'utf8' })
          .trim()
          .slice(1)}.`,
    ].join('\n'),
    [['app', 'program, s', '`cdk synth`, s', 'resources', 'ms per resource'], Array(5).fill('---'), ...rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
    `Goal: this app's \`cdk synth\` takes at most ${GOAL} times that of as many plain resources, ${limit.toFixed(2)} s: ${verdict}.`,
  ].join('\n\n');
  console.log(`\n${generated}`);
  if (rounds >= FEWEST) replaceTable(generated);
} finally {
  rmSync(output, { recursive: true, force: true });
}
