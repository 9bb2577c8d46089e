import { parse } from 'libpg-query';

/** What a migration may do to the release before it: add, and nothing else. Told by PostgreSQL's own parser, by statement. */
const HARMLESS = new Set([
  'TransactionStmt',
  'VariableSetStmt',
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'CommentStmt',
  'CreateStmt',
  'CreateSchemaStmt',
  'CreateExtensionStmt',
  'CreateEnumStmt',
  'CreateSeqStmt',
]);

type Node = Record<string, any>;

/** What of a migration's statements takes something away, or asks for something that the release before does not give; a sentence each. */
export async function takenAway(statements: string[]): Promise<string[]> {
  const own = new Set<string>();
  const findings: string[] = [];
  for (const statement of statements) {
    for (const { stmt } of (await parse(statement)).stmts ?? []) {
      const [kind, node] = Object.entries(stmt as Node)[0]!;
      if (kind === 'CreateStmt') own.add(node.relation.relname);
      // What the migration itself has made no earlier release knows.
      const reason = own.has(node.relation?.relname) ? undefined : objection(kind, node);
      if (reason) findings.push(`${reason}: ${statement}`);
    }
  }
  return findings;
}

function objection(kind: string, node: Node): string | undefined {
  if (kind === 'IndexStmt') return node.unique ? 'a unique index refuses what the release before may write' : undefined;
  if (kind === 'AlterTableStmt') return node.cmds.map(({ AlterTableCmd }: Node) => alteration(AlterTableCmd)).find(Boolean);
  return HARMLESS.has(kind) ? undefined : `${kind} is no expansion`;
}

function alteration({ subtype, def }: Node): string | undefined {
  if (subtype !== 'AT_AddColumn') return `${subtype} is no expansion`;
  const constraints = (def.ColumnDef.constraints ?? []).map(({ Constraint }: Node) => Constraint.contype);
  const filled = ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'].some((given) => constraints.includes(given));
  if (constraints.includes('CONSTR_NOTNULL') && !filled) return 'the release before writes rows without the column';
  if (constraints.includes('CONSTR_UNIQUE') || constraints.includes('CONSTR_PRIMARY')) return 'a unique column refuses what the release before may write';
  return undefined;
}
