import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOALS, P99_GOAL } from './goals.js';
import type { Samples } from './measure.js';
import type { Options } from './options.js';
import type { Name } from './servers.js';
import type { StartUps } from './start-up.js';
import { median, pairedRatios, quantile } from './statistics.js';

export const BEGIN = '<!-- Written by npm start in app-backend/bench: -->';
export const BEGIN_ENDURANCE = '<!-- Written by npm run endurance in app-backend/bench: -->';
export const END = '<!-- end -->';

export interface Measured {
  name: string;
  title: string;
  /** Undefined if the operation can't be measured on this machine. */
  samples: Samples | undefined;
}

const NOT_MEASURED = 'not measured';

const HEAD = [
  'operation',
  'requests/s',
  'ours / usual',
  'ours / ceiling',
  'p50, ms',
  'p99, ms',
  'p99, ours / ceiling',
  'CPU of the API, ms',
  'CPU of PostgreSQL, ms',
];

/** Says when, how and on what the numbers were measured. */
export function conditions(
  { pairs, seconds, connections, people, transactions }: Options,
  args: readonly string[],
  machine: string,
): string {
  const command = ['npm start', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const date = new Date().toISOString().slice(0, 10);
  return [
    `Measured on ${date} with \`${command}\` in \`app-backend/bench\`: ${pairs} rounds of ${seconds} s, ${connections} connections,`,
    `people × transactions: ${people} × ${transactions}. ${machine}.`,
  ].join('\n');
}

/** Builds the table; three numbers are ours, usual and ceiling. */
export function table(operations: readonly Measured[]): string {
  const rows = operations.map(({ name, title, samples }) => [title, ...(samples ? cells(name, samples) : [NOT_MEASURED])]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${HEAD.map((_, column) => row[column] ?? '').join(' | ')} |`).join('\n');
}

function cells(name: string, samples: Samples): string[] {
  const three = (read: (sample: Samples[Name][number]) => number | undefined, digits: number) =>
    triple((server) => middle(samples[server].map(read)), digits);
  const ratio = (other: Name, read: (sample: Samples[Name][number]) => number) =>
    pairedRatios(samples.ours.map(read), samples[other].map(read));
  return [
    three(({ perSecond }) => perSecond, 0),
    atLeast(
      ratio('usual', ({ perSecond }) => perSecond),
      GOALS[name]?.usual,
    ),
    atLeast(
      ratio('ceiling', ({ perSecond }) => perSecond),
      GOALS[name]?.ceiling,
    ),
    three(({ p50Ms }) => p50Ms, 1),
    three(({ p99Ms }) => p99Ms, 1),
    judged(
      ratio('ceiling', ({ p99Ms }) => p99Ms),
      (value) => value <= P99_GOAL,
      `at most ${P99_GOAL}`,
    ),
    three(({ apiMs }) => apiMs, 2),
    three(({ postgresMs }) => postgresMs, 2),
  ];
}

const atLeast = (ratios: number[], goal: number | undefined) =>
  goal === undefined ? spread(ratios) : judged(ratios, (value) => value >= goal, `at least ${goal}`);

const judged = (ratios: number[], isMet: (value: number) => boolean, goal: string) =>
  `${spread(ratios)}; goal ${goal}: ${isMet(median(ratios)) ? 'met' : '**missed**'}`;

/** The median, and between which values the middle half of all pairs lies. */
const spread = (ratios: number[]) =>
  `**${median(ratios).toFixed(2)}** (${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)})`;

export function startTable(starts: StartUps, peaks: Record<Name, number | undefined>, bundles: Record<Name, number | undefined>): string {
  const three = (read: (server: Name) => number | undefined) => triple(read, 0);
  const bundle = (server: Name) => bundles[server]?.toFixed(1) ?? 'not bundled';
  return [
    '| | ours / usual / ceiling |',
    '| --- | --- |',
    `| start to the first healthy answer, ms | ${three((server) => middle(starts[server].map(({ ms }) => ms)))} |`,
    `| CPU until then, ms | ${three((server) => middle(starts[server].map(({ cpuMs }) => cpuMs)))} |`,
    `| code with its packages, MB | ${bundle('ours')} / ${bundle('usual')} / ${bundle('ceiling')} |`,
    `| memory when idle, MB | ${three((server) => middle(starts[server].map(({ idleMb }) => idleMb)))} |`,
    `| memory at most, MB | ${three((server) => peaks[server])} |`,
  ].join('\n');
}

/** The median, or undefined if something was not measured. */
function middle(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? median(known) : undefined;
}

function triple(read: (server: Name) => number | undefined, digits: number): string {
  const values = (['ours', 'usual', 'ceiling'] as const).map(read);
  return values.includes(undefined) ? NOT_MEASURED : values.map((value) => value!.toFixed(digits)).join(' / ');
}

/** Replaces what is between the markers, and keeps the text around them. */
export function replaceGenerated(document: string, begin: string, generated: string): string {
  const start = document.indexOf(begin);
  const end = document.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`The document has no lines "${begin}" and "${END}" in this order.`);
  return `${document.slice(0, start + begin.length)}\n\n${generated}\n\n${document.slice(end)}`;
}

const DOCUMENT = join(import.meta.dirname, '../../infra/docs/benchmarks.md');

/** Replaces what an earlier run wrote to the document. */
export const writeGenerated = (begin: string, generated: string): void =>
  writeFileSync(DOCUMENT, replaceGenerated(readFileSync(DOCUMENT, 'utf8'), begin, generated));
