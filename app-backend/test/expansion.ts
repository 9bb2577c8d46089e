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
      // What the migration itself has made no earlier release knows; with "if not exists" it may be an earlier one's.
      if (kind === 'CreateStmt' && !node.if_not_exists) own.add(name(node));
      const reason = own.has(name(node)) ? undefined : objection(kind, node);
      if (reason) findings.push(`${reason}: ${statement}`);
    }
  }
  return findings;
}

const name = ({ relation }: Node): string => `${relation?.schemaname ?? 'public'}.${relation?.relname}`;

function objection(kind: string, node: Node): string | undefined {
  if (kind === 'IndexStmt') return node.unique ? 'a unique index refuses what the release before may write' : undefined;
  if (kind === 'AlterTableStmt') return node.cmds.map(({ AlterTableCmd }: Node) => alteration(AlterTableCmd)).find(Boolean);
  // Also where it hides: with gone as (delete ...) select ...
  if (JSON.stringify(node).includes('"DeleteStmt"')) return 'rows are deleted';
  return HARMLESS.has(kind) ? undefined : `${kind} is no expansion`;
}

function alteration({ subtype, def }: Node): string | undefined {
  if (subtype !== 'AT_AddColumn') return `${subtype} is no expansion`;
  const constraints: Node[] = (def.ColumnDef.constraints ?? []).map(({ Constraint }: Node) => Constraint);
  const has = (...kinds: string[]) => constraints.some(({ contype }) => kinds.includes(contype));
  const filled = has('CONSTR_IDENTITY', 'CONSTR_GENERATED') || constraints.some(({ contype, raw_expr }) => contype === 'CONSTR_DEFAULT' && !raw_expr.A_Const?.isnull);
  if (has('CONSTR_NOTNULL') && !filled) return 'the release before writes rows without the column';
  if (has('CONSTR_UNIQUE', 'CONSTR_PRIMARY')) return 'a unique column refuses what the release before may write';
  if (has('CONSTR_CHECK')) return 'a checked column may refuse what the release before leaves it at';
  return undefined;
}
