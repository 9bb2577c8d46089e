export const GROWTH_BEGIN = '<!-- Written by npm run growth in app-backend/bench: -->';

/** Medians of one amount of data, in milliseconds, by the title of the read. */
export interface Column {
  title: string;
  medians: Map<string, number>;
}

const SLOW_MS = 50;
/** Faster reads differ by chance. */
const FAST_MS = 10;

/** Builds the table; slow reads are bold, and those that take more than twice as long as in the first column. */
export function growthTable(columns: readonly Column[]): string {
  const [first] = columns;
  const rows = [...first!.medians.keys()].map((read) => [
    read,
    ...columns.map(({ medians }) => format(medians.get(read)!, first!.medians.get(read)!)),
  ]);
  const head = ['read, ms', ...columns.map(({ title }) => title)];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function format(ms: number, fewest: number): string {
  const text = ms < FAST_MS ? ms.toFixed(1) : ms.toFixed(0);
  return ms > SLOW_MS || ms > Math.max(2 * fewest, FAST_MS) ? `**${text}**` : text;
}
