export const GROWTH_BEGIN = '<!-- Written by npm run growth in app-backend/bench: -->';

export interface Result {
  /** The median. */
  ms: number;
  /** Whether the API answered that there are too many entries to add up. */
  isRefused: boolean;
}

/** Results for one amount of data, by the title of the read. */
export interface Column {
  title: string;
  results: Map<string, Result>;
}

const SLOW_MS = 50;
/** Faster reads differ by chance. */
const FAST_MS = 10;

/** Builds the table; slow reads are bold, and those that take more than twice as long as in the first column. */
export function growthTable(columns: readonly Column[]): string {
  const [first] = columns;
  const rows = [...first!.results.keys()].map((read) => [
    read,
    ...columns.map(({ results }) => format(results.get(read)!, first!.results.get(read)!.ms)),
  ]);
  const head = ['read, ms', ...columns.map(({ title }) => title)];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function format({ ms, isRefused }: Result, fewest: number): string {
  const text = ms < FAST_MS ? ms.toFixed(1) : ms.toFixed(0);
  const time = ms > SLOW_MS || ms > Math.max(2 * fewest, FAST_MS) ? `**${text}**` : text;
  return isRefused ? `${time}, refused` : time;
}
