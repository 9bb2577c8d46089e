/** The lowest score that a page may have in a category. */
export const GOAL = 95;

export const CATEGORIES = {
  performance: 'performance',
  accessibility: 'accessibility',
  'best-practices': 'best practices',
  seo: 'SEO',
} as const;

/** Lighthouse warns about a machine that is slower than this. */
const SLOW = 1000;

type Category = keyof typeof CATEGORIES;

/** The part of Lighthouse's result that counts here. */
export interface Result {
  lighthouseVersion: string;
  /** The speed of the machine, which a busy one shares. The simulated phone is slower by a fixed factor. */
  environment: { benchmarkIndex: number };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number; displayValue?: string }>;
}

/** The milliseconds from a request to the first and the last byte of its answer, redirects included. */
export interface Times {
  firstByte: number;
  lastByte: number;
}

export interface Measured {
  page: string;
  runs: Result[];
  /** The page's document. */
  document: Times[];
  /** A click on a link to the page; none if the link is prefetched. */
  click: Times[];
}

export const BEGIN = '<!-- Written by npm run lighthouse in app-frontend: -->';
export const END = '<!-- end -->';

const HEAD = ['page', ...Object.values(CATEGORIES), 'LCP, ms', 'TBT, ms', 'CLS', 'document, ms', 'click, ms'];

/** Builds the table of medians. */
export function table(pages: readonly Measured[]): string {
  const rows = pages.map(({ page, runs, document, click }) => [
    page,
    ...categories.map((category) => score(runs, category).toFixed(0)).map((text) => (Number(text) < GOAL ? `**${text}**` : text)),
    metric(runs, 'largest-contentful-paint').toFixed(0),
    metric(runs, 'total-blocking-time').toFixed(0),
    metric(runs, 'cumulative-layout-shift').toFixed(3),
    times(document),
    times(click),
  ]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Returns a message for each category in which a page's median is below the goal, with the audits that cost points. */
export function shortfalls({ page, runs }: Pick<Measured, 'page' | 'runs'>): string[] {
  return categories
    .filter((category) => score(runs, category) < GOAL)
    .map((category) => {
      const costs = costsOf(medianRun(runs, category), category).map(
        ({ id, points, displayValue }) => `${id} ${points.toFixed(1)}${displayValue ? ` (${displayValue})` : ''}`,
      );
      const text = score(runs, category).toFixed(0);
      const index = machineIndex(runs);
      const slow =
        category === 'performance' && index < SLOW ? `. Lighthouse rates this machine ${index} of ${SLOW}: stop other programs` : '';
      return `${page}: ${CATEGORIES[category]} is ${text}; it must be at least ${GOAL}. Points lost: ${costs.join(', ')}${slow}`;
    });
}

/** Replaces what is between the markers, and keeps the text around them. */
export function replaceGenerated(document: string, generated: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`The document has no lines "${BEGIN}" and "${END}" in this order.`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${generated}\n\n${document.slice(end)}`;
}

const categories = Object.keys(CATEGORIES) as Category[];

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

export const machineIndex = (runs: readonly Result[]): number =>
  Math.round(median(runs.map(({ environment }) => environment.benchmarkIndex)));

const score = (runs: readonly Result[], category: Category): number => scoreOf(medianRun(runs, category), category);

const scoreOf = ({ categories }: Result, category: Category): number => (categories[category]?.score ?? 0) * 100;

/** The run with the median score: its audits explain it. */
const medianRun = (runs: readonly Result[], category: Category): Result =>
  runs.toSorted((a, b) => scoreOf(a, category) - scoreOf(b, category))[Math.floor((runs.length - 1) / 2)]!;

const metric = (runs: readonly Result[], id: string): number => median(runs.map(({ audits }) => audits[id]?.numericValue ?? NaN));

/** The most expensive audits first. Audits without a score don't count. */
function costsOf({ categories, audits }: Result, category: Category) {
  const scored = categories[category]!.auditRefs.map(({ id, weight }) => ({ id, weight, ...audits[id] })).filter(
    (audit): audit is typeof audit & { score: number } => audit.weight > 0 && typeof audit.score === 'number',
  );
  const whole = scored.reduce((sum, { weight }) => sum + weight, 0);
  return scored
    .map(({ id, weight, score, displayValue }) => ({ id, displayValue, points: (100 * weight * (1 - score)) / whole }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
}

const times = (measured: readonly Times[]): string =>
  measured.length === 0
    ? '–'
    : [measured.map(({ firstByte }) => firstByte), measured.map(({ lastByte }) => lastByte)]
        .map((values) => median(values).toFixed(0))
        .join(' / ');
