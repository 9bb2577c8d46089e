import pg from 'pg';

const { builtins } = pg.types;

export const createPool = (environment: Record<string, string>): pg.Pool =>
  new pg.Pool({
    host: environment.DATABASE_HOST!,
    port: Number(environment.DATABASE_PORT),
    database: environment.DATABASE_NAME!,
    user: environment.DATABASE_USER!,
    password: environment.DATABASE_PASSWORD!,
    // As many connections as the API has.
    max: 10,
    options: '-c timezone=UTC',
    types: { getTypeParser },
  });

const getTypeParser = ((oid: number, format?: 'text') => {
  if (oid === (builtins.INT8 as number)) return Number;
  if (oid === (builtins.DATE as number)) return (value: string) => value;
  if (oid === (builtins.TIMESTAMPTZ as number)) return isoTimestamp;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}) as typeof pg.types.getTypeParser;

/** Turns "2026-11-24 18:30:00.12345+00" into "2026-11-24T18:30:00.123Z" without a Date. */
function isoTimestamp(value: string): string {
  const fraction = value[19] === '.' ? value.slice(20, -3).slice(0, 3).padEnd(3, '0') : '000';
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}
