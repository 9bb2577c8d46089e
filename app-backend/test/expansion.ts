import { parse } from 'libpg-query';

/** Statements that only add to a schema, by their names in PostgreSQL's parser. */
const EXPANDING_STATEMENTS = new Set([
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
  // Also ANALYZE.
  'VacuumStmt',
]);

type Node = Record<string, any>;

/** Lists what in a migration's statements would break the previous release, a sentence each. */
export async function findBreakingChanges(statements: string[]): Promise<string[]> {
  const created = new CreatedObjects();
  const findings: string[] = [];
  for (const statement of statements) {
    for (const { stmt } of (await parse(statement)).stmts ?? []) {
      const [kind, node] = Object.entries(stmt as Node)[0]!;
      created.note(kind, node, statement);
      const reason = created.tables.has(name(node)) ? undefined : breakingReason(kind, node, created);
      if (reason) findings.push(`${reason}: ${statement}`);
    }
  }
  return [
    ...findings,
    ...[...created.renamedTables.values()].map((statement) => `a table is renamed, and no view replaces it: ${statement}`),
  ];
}

/** Objects that the migration itself creates, which no earlier release uses. */
class CreatedObjects {
  readonly tables = new Set<string>();
  readonly columns = new Set<string>();
  /** Renamed tables without a view in their place, with the renaming statement. */
  readonly renamedTables = new Map<string, string>();

  note(kind: string, node: Node, statement: string): void {
    // With "if not exists" the table may come from an earlier migration.
    if (kind === 'CreateStmt' && !node.if_not_exists) this.tables.add(name(node));
    if (kind === 'AlterTableStmt')
      for (const { AlterTableCmd } of node.cmds)
        if (AlterTableCmd.subtype === 'AT_AddColumn') this.columns.add(AlterTableCmd.def.ColumnDef.colname);
    if (isRenamedTable(kind, node) && !this.tables.has(name(node))) this.renamedTables.set(name(node), statement);
    if (kind === 'ViewStmt') this.renamedTables.delete(`${node.view.schemaname ?? 'public'}.${node.view.relname}`);
  }
}

const isRenamedTable = (kind: string, node: Node): boolean => kind === 'RenameStmt' && node.renameType === 'OBJECT_TABLE';

const name = ({ relation }: Node): string => `${relation?.schemaname ?? 'public'}.${relation?.relname}`;

function breakingReason(kind: string, node: Node, created: CreatedObjects): string | undefined {
  if (kind === 'IndexStmt') return node.unique ? 'a unique index rejects writes of the previous release' : undefined;
  if (kind === 'AlterTableStmt') return node.cmds.map(({ AlterTableCmd }: Node) => alterationReason(AlterTableCmd, created)).find(Boolean);
  if (kind === 'AlterFunctionStmt' && node.actions.every(isCalledOnNull)) return undefined;
  if (isRenamedTable(kind, node)) return undefined;
  if (node.replace) return 'the previous release may use what is replaced';
  // A statement trigger sees rows after the previous release wrote them.
  if (kind === 'CreateTrigStmt')
    return node.row || (node.timing ?? 0) !== 0 ? 'a trigger may change or reject writes of the previous release' : undefined;
  // Also finds nested ones: with gone as (delete ...) select ...
  if (JSON.stringify(node).includes('"DeleteStmt"')) return 'rows are deleted';
  return EXPANDING_STATEMENTS.has(kind) ? undefined : `${kind} does not only expand the schema`;
}

/** "called on null input": what the function returns for other values stays the same. */
const isCalledOnNull = ({ DefElem: { defname, arg } }: Node): boolean => defname === 'strict' && !arg.Boolean.boolval;

function alterationReason({ subtype, def }: Node, created: CreatedObjects): string | undefined {
  // It only informs the planner.
  if (subtype === 'AT_SetStatistics') return undefined;
  if (subtype === 'AT_AddConstraint' && usesOnly(def.Constraint, created.columns)) return undefined;
  if (subtype !== 'AT_AddColumn') return `${subtype} does not only expand the schema`;
  const constraints: Node[] = (def.ColumnDef.constraints ?? []).map(({ Constraint }: Node) => Constraint);
  const has = (...kinds: string[]) => constraints.some(({ contype }) => kinds.includes(contype));
  const filled =
    has('CONSTR_IDENTITY', 'CONSTR_GENERATED') ||
    constraints.some(({ contype, raw_expr }) => contype === 'CONSTR_DEFAULT' && !raw_expr.A_Const?.isnull);
  if (has('CONSTR_NOTNULL') && !filled) return 'the previous release writes rows without the column';
  if (has('CONSTR_UNIQUE', 'CONSTR_PRIMARY')) return 'a unique column rejects writes of the previous release';
  if (has('CONSTR_CHECK')) return 'a check may reject the default that the previous release leaves';
  return undefined;
}

/**
 * Accepts a check on columns that the migration adds: the previous release leaves them at their defaults, and PostgreSQL verifies the
 * existing rows, unless the check is "not valid".
 */
function usesOnly(constraint: Node, columns: Set<string>): boolean {
  if (constraint.contype !== 'CONSTR_CHECK' || constraint.skip_validation) return false;
  const used = [...JSON.stringify(constraint.raw_expr).matchAll(/"ColumnRef":\{"fields":(?:\[\{"String":\{"sval":"(\w+)"\}\}\])?/g)].map(
    ([, column]) => column,
  );
  return used.every((column) => column !== undefined && columns.has(column));
}
