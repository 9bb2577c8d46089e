import type { Load } from './load.js';
import type { Memory } from './memory.js';
import { quantile } from './statistics.js';

/** A task's memory in the second and in the last period of its life. */
export interface Life {
  name: string;
  second: Memory;
  last: Memory;
}

const MOST_GROWTH = 0.05;

/** Lists the tasks whose memory grew, a sentence each. */
export const growing = (lives: readonly Life[]): string[] =>
  lives
    .filter(({ second, last }) => last.live > second.live * (1 + MOST_GROWTH))
    .map(
      ({ name, second, last }) =>
        `${name}: what a garbage collection leaves grew from ${second.live.toFixed(1)} to ${last.live.toFixed(1)} MB, ` +
        `by more than ${MOST_GROWTH * 100} %.`,
    );

interface Conditions {
  minutes: number;
  rate: number;
  maximum: number;
  args: readonly string[];
  machine: string;
}

export function enduranceConditions({ minutes, rate, maximum, args, machine }: Conditions): string {
  const command = ['npm run endurance', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const date = new Date().toISOString().slice(0, 10);
  return [
    `Measured on ${date} with \`${command}\` in \`app-backend/bench\`: ${minutes} min at ${rate} requests/s, half of the`,
    `${Math.round(maximum)} measured first. ${machine}.`,
  ].join('\n');
}

export function enduranceTable({ answers, latenciesMs }: Load, lives: readonly Life[], replacementMs: number): string {
  const change = ({ second, last }: Life, read: (memory: Memory) => number | undefined, digits: number): string => {
    const [before, after] = [read(second), read(last)];
    if (before === undefined || after === undefined) return 'not measured';
    const percent = 100 * (after / before - 1);
    return `${before.toFixed(digits)} → ${after.toFixed(digits)} (${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %)`;
  };
  return [
    '| | |',
    '| --- | --- |',
    `| requests; of them failed | ${answers}; 0 |`,
    `| p50, p99, maximum, ms | ${[0.5, 0.99, 1].map((fraction) => quantile(latenciesMs, fraction).toFixed(1)).join(', ')} |`,
    `| one task replaced: from its deregistration to a healthy successor, s | ${(replacementMs / 1000).toFixed(1)} |`,
    ...lives.map((life) => `| ${life.name}: MB after a garbage collection | ${change(life, ({ live }) => live, 1)} |`),
    ...lives.map((life) => `| ${life.name}: MB resident | ${change(life, ({ resident }) => resident, 0)} |`),
  ].join('\n');
}
