import { type Kysely, sql } from 'kysely';

export interface Column {
  table: string;
  name: string;
  type: string;
  isOptional: boolean;
  isKey: boolean;
  /** The table that a foreign key references. */
  target: string | null;
}

/** Reads the columns of a migrated database from PostgreSQL's catalogue. */
export async function readDataModel(database: Kysely<any>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select
      relation.relname as "table",
      attname as name,
      replace(replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'), 'character(', 'char(') as type,
      not attnotnull as "isOptional",
      exists (select from pg_constraint where conrelid = attrelid and contype = 'p' and attnum = any(conkey)) as "isKey",
      (select confrelid::regclass::text from pg_constraint where conrelid = attrelid and contype = 'f' and conkey = array[attnum]) as target
    from pg_attribute join pg_class relation on relation.oid = attrelid
    where relation.relnamespace = 'public'::regnamespace and relation.relkind = 'r'
      and relation.relname not like 'kysely%' and attnum > 0 and not attisdropped
    order by relation.relname, attnum
  `.execute(database);
  return rows;
}

const WIDTH = 290;
const GAP = 90;
const MARGIN = 30;
const LINE = 20;
const HEADER = 28;

/** Columns of the diagram from left to right, tables from top to bottom: related tables are neighbours. */
const PLACES = [
  ['sessions', 'api_tokens', 'mail_tokens', 'idempotency_keys', 'deletions'],
  ['people', 'categories', 'accounts'],
  ['transactions'],
  ['account_sums', 'month_sums', 'tag_sums'],
];

/** Draws the data model as SVG. A table without a place in the diagram is an error. */
export function drawDataModel(columns: Column[]): string {
  const tables = Map.groupBy(columns, ({ table }) => table);
  const missing = [...tables.keys()].filter((table) => !PLACES.flat().includes(table));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} has no place in the diagram: add it to PLACES (test/data-model.ts).`);

  const boxes = new Map<string, { x: number; y: number; height: number }>();
  PLACES.forEach((stack, index) => {
    let y = MARGIN;
    for (const table of stack) {
      const height = HEADER + tables.get(table)!.length * LINE + 8;
      boxes.set(table, { x: MARGIN + index * (WIDTH + GAP), y, height });
      y += height + MARGIN;
    }
  });
  const width = MARGIN * 2 + PLACES.length * (WIDTH + GAP) - GAP;
  const height = Math.max(...[...boxes.values()].map((box) => box.y + box.height)) + MARGIN;

  const lines = columns
    .filter(({ target }) => target !== null)
    .map((column) => {
      const [from, to] = [boxes.get(column.table)!, boxes.get(column.target!)!];
      const y = from.y + HEADER + tables.get(column.table)!.indexOf(column) * LINE + 12;
      return `<path d="${connection(from.x, y, to.x, to.y + HEADER / 2)}"/>`;
    });
  const groups = [...boxes].map(([table, { x, y, height }]) => {
    const rows = tables.get(table)!.map(({ name, type, isOptional, isKey }, index) => {
      const at = y + HEADER + index * LINE + 16;
      const label = `<text x="${x + 12}" y="${at}"${isKey ? ' class="key"' : ''}>${name}</text>`;
      return `${label}<text x="${x + WIDTH - 12}" y="${at}" class="type">${type}${isOptional ? ' ?' : ''}</text>`;
    });
    const frame = `<rect x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="6"/>`;
    return `<g>${frame}<text x="${x + 12}" y="${y + 19}" class="name">${table}</text>\n${rows.join('\n')}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"
  aria-label="Tables and columns of the expenses API with their foreign keys">
<style>
text { font: 12.5px ui-monospace, Menlo, Consolas, monospace; fill: #24292f }
.name { font-weight: 700; font-size: 14px } .key { font-weight: 700 } .type { text-anchor: end; fill: #57606a }
rect { fill: #ffffff; stroke: #8c959f } path { fill: none; stroke: #0969da; stroke-width: 1.5; marker-end: url(#arrow) }
</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
  <polygon points="0,0 8,4 0,8" fill="#0969da"/></marker></defs>
<rect width="${width}" height="${height}" style="fill: #f6f8fa; stroke: none"/>
${lines.join('\n')}
${groups.join('\n')}
</svg>
`;
}

/** Connects to the nearer side of the target, or around the right side within a column. */
function connection(fromX: number, fromY: number, toX: number, toY: number): string {
  if (fromX === toX) return `M${fromX + WIDTH} ${fromY} C${fromX + WIDTH + 45} ${fromY} ${toX + WIDTH + 45} ${toY} ${toX + WIDTH} ${toY}`;
  const [start, end, way] = fromX < toX ? [fromX + WIDTH, toX, 1] : [fromX, toX + WIDTH, -1];
  return `M${start} ${fromY} C${start + way * 45} ${fromY} ${end - way * 45} ${toY} ${end} ${toY}`;
}
