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
  'LockStmt',
  'CreateFunctionStmt',
  'ViewStmt',
]);

type Node = Record<string, any>;

/** What of a migration's statements takes something away, or asks for something that the release before does not give; a sentence each. */
export async function takenAway(statements: string[]): Promise<string[]> {
  const own = new Own();
  const findings: string[] = [];
  for (const statement of statements) {
    for (const { stmt } of (await parse(statement)).stmts ?? []) {
      const [kind, node] = Object.entries(stmt as Node)[0]!;
      own.note(kind, node, statement);
      const reason = own.tables.has(name(node)) ? undefined : objection(kind, node, own);
      if (reason) findings.push(`${reason}: ${statement}`);
    }
  }
  return [
    ...findings,
    ...[...own.leftWithoutView.values()].map((statement) => `a table is renamed, and no view takes its name: ${statement}`),
  ];
}

/** What the migration itself has made, which no earlier release knows. */
class Own {
  readonly tables = new Set<string>();
  readonly columns = new Set<string>();
  /** Tables that were renamed, until a view takes their name, with the statement that did. */
  readonly leftWithoutView = new Map<string, string>();

  note(kind: string, node: Node, statement: string): void {
    // With "if not exists" it may be an earlier migration's.
    if (kind === 'CreateStmt' && !node.if_not_exists) this.tables.add(name(node));
    if (kind === 'AlterTableStmt')
      for (const { AlterTableCmd } of node.cmds)
        if (AlterTableCmd.subtype === 'AT_AddColumn') this.columns.add(AlterTableCmd.def.ColumnDef.colname);
    if (isRenamedTable(kind, node) && !this.tables.has(name(node))) this.leftWithoutView.set(name(node), statement);
    if (kind === 'ViewStmt') this.leftWithoutView.delete(`${node.view.schemaname ?? 'public'}.${node.view.relname}`);
  }
}

const isRenamedTable = (kind: string, node: Node): boolean => kind === 'RenameStmt' && node.renameType === 'OBJECT_TABLE';

const name = ({ relation }: Node): string => `${relation?.schemaname ?? 'public'}.${relation?.relname}`;

function objection(kind: string, node: Node, own: Own): string | undefined {
  if (kind === 'IndexStmt') return node.unique ? 'a unique index refuses what the release before may write' : undefined;
  if (kind === 'AlterTableStmt') return node.cmds.map(({ AlterTableCmd }: Node) => alteration(AlterTableCmd, own)).find(Boolean);
  if (isRenamedTable(kind, node)) return undefined;
  if (node.replace) return 'what is replaced may be what the release before uses';
  // After a statement its rows are as the release before wrote them.
  if (kind === 'CreateTrigStmt')
    return node.row || (node.timing ?? 0) !== 0 ? 'a trigger may change or refuse what the release before writes' : undefined;
  // Also where it hides: with gone as (delete ...) select ...
  if (JSON.stringify(node).includes('"DeleteStmt"')) return 'rows are deleted';
  return HARMLESS.has(kind) ? undefined : `${kind} is no expansion`;
}

function alteration({ subtype, def }: Node, own: Own): string | undefined {
  if (subtype === 'AT_AddConstraint' && isOnlyOf(def.Constraint, own.columns)) return undefined;
  if (subtype !== 'AT_AddColumn') return `${subtype} is no expansion`;
  const constraints: Node[] = (def.ColumnDef.constraints ?? []).map(({ Constraint }: Node) => Constraint);
  const has = (...kinds: string[]) => constraints.some(({ contype }) => kinds.includes(contype));
  const filled =
    has('CONSTR_IDENTITY', 'CONSTR_GENERATED') ||
    constraints.some(({ contype, raw_expr }) => contype === 'CONSTR_DEFAULT' && !raw_expr.A_Const?.isnull);
  if (has('CONSTR_NOTNULL') && !filled) return 'the release before writes rows without the column';
  if (has('CONSTR_UNIQUE', 'CONSTR_PRIMARY')) return 'a unique column refuses what the release before may write';
  if (has('CONSTR_CHECK')) return 'a checked column may refuse what the release before leaves it at';
  return undefined;
}

/**
 * A check on nothing but columns that the migration adds: the release before leaves them at their defaults, and PostgreSQL itself refuses
 * a check that the rows which are there do not pass. "Not valid" would have it look at none.
 */
function isOnlyOf(constraint: Node, columns: Set<string>): boolean {
  if (constraint.contype !== 'CONSTR_CHECK' || constraint.skip_validation) return false;
  const used = [...JSON.stringify(constraint.raw_expr).matchAll(/"ColumnRef":\{"fields":(?:\[\{"String":\{"sval":"(\w+)"\}\}\])?/g)].map(
    ([, column]) => column,
  );
  return used.every((column) => column !== undefined && columns.has(column));
}
