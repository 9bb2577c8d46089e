import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every architecture. */
const TICK_MS = 10;

/** Only Linux lists processes in /proc; elsewhere their time and memory are not measured. */
const hasProc = existsSync('/proc/self/stat');

/** Returns the processor time of a process so far, or undefined where it can't be read. */
export const processorMs = (pid: number): number | undefined => (hasProc ? ticks(pid) * TICK_MS : undefined);

/** Returns the processor time of PostgreSQL so far: the server, its processes, and those that have ended. */
export function postgresMs(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return (ticks(pid, { withEnded: true }) + children.reduce((total, child) => total + ticks(child), 0)) * TICK_MS;
}

/** Returns the resident memory now and its peak so far, in MB. */
export function memoryMb(pid: number): { now: number; peak: number } | undefined {
  if (!hasProc) return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

function ticks(pid: number | string, { withEnded = false } = {}): number {
  const stat = fields(pid);
  if (!stat) return 0;
  const [own, ended] = [Number(stat[11]) + Number(stat[12]), Number(stat[13]) + Number(stat[14])];
  return withEnded ? own + ended : own;
}

/** Returns undefined where processes can't be read, and for a process that has ended. */
export function parentOf(pid: number | string): number | undefined {
  const parent = fields(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** Splits after the name, which may contain blanks: [0] is the state. Undefined if the process has ended. */
function fields(pid: number | string): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}
